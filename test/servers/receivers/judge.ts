/** Judges one receiver of this folder. */
import { join } from 'node:path';
import { checkReceiver } from '../../../src/conformance/receiver/check-receiver.ts';
import type { ReceiverCheckOptions } from '../../../src/conformance/receiver/options.ts';
import { loadContract } from '../../../src/contract/load.ts';
import type { Contract } from '../../../src/contract/types.ts';
import type { CheckReport } from '../../../src/report/check-report.ts';
import { root } from '../../support/cli.ts';
import type { ReceiverFault, Setting } from './faults/fault.ts';
import { startReceiver, type Change, type RunningReceiver } from './receiver.ts';
import type { Scheme } from './schemes.ts';

const contracts = new Map<string, Promise<Contract>>();

/** The contract of a scheme. */
export function contractOf({ contract }: Scheme): Promise<Contract> {
  const source = contract.endsWith('.yaml') ? join(import.meta.dirname, contract) : contract;
  const found = contracts.get(source) ?? loadContract(source, { cwd: root });
  contracts.set(source, found);
  return found;
}

/** Starts the receiver of a fault, or the right one beside it. */
export function startFor({ scheme, change, setting }: ReceiverFault, isFaulty = true): Promise<RunningReceiver> {
  const secrets = setting.other === 'previous' ? [scheme.secret, scheme.other] : [scheme.secret];
  return startReceiver(scheme, isFaulty ? change : (undefined as Change | undefined), secrets);
}

/** Judges a running receiver. */
export async function judge(
  { url, state }: Pick<RunningReceiver, 'url' | 'state'>,
  { effects = false, other, timeoutMs }: Setting = {},
  options: Partial<ReceiverCheckOptions> = {},
): Promise<CheckReport> {
  const { scheme } = state;
  return checkReceiver({
    url,
    contract: await contractOf(scheme),
    secret: scheme.secret,
    seed: 1,
    source: scheme.contract.endsWith('.yaml') ? `test/servers/receivers/${scheme.contract}` : scheme.contract,
    cwd: root,
    ...(timeoutMs !== undefined && { timeoutMs }),
    ...(effects && { effects: () => state.handled.length, settleMs: 300 }),
    ...(other === 'previous' && { previousSecret: scheme.other }),
    ...(other === 'retired' && { retiredSecret: scheme.other }),
    ...options,
  });
}

/** Judges the receiver of a fault. */
export async function judgeFault(
  fault: ReceiverFault,
  options: Partial<ReceiverCheckOptions> = {},
): Promise<CheckReport> {
  await using receiver = await startFor(fault);
  return await judge(receiver, fault.setting, options);
}
