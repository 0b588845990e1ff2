/** A run of the phase `delivery` against a reference server, its sender right or wrong. */
import { createServer } from 'node:net';
import type { AddressInfo } from 'node:net';
import { checkConformance } from '../../../src/conformance/check-conformance.ts';
import type { ConformanceOptions } from '../../../src/conformance/options.ts';
import { loadContract } from '../../../src/contract/load.ts';
import type { Contract, JsonObject } from '../../../src/contract/types.ts';
import type { CheckReport } from '../../../src/report/check-report.ts';
import { providers } from '../../servers/faults/catalogue.ts';
import { dialects, type Provider } from '../../servers/faults/dialect.ts';
import { type Handle, listen } from '../../servers/reference/support/http.ts';
import type { SenderHooks } from '../../servers/reference/support/sender.ts';
import { samples, tenants } from '../../servers/senders/lab.ts';
import { createLeapingClock } from '../support.ts';

/** What stands for the receiver in contracts that take public URLs alone. */
const STAND_IN = 'https://receiver.example.com';

/** What `FULL` of the wrong senders says, in the words of a contract. */
const FULL = { timeout: 'PT0.6S', retries: ['PT5S', 'PT30S', 'PT5M'], retryAfter: true, gone: [410] };

const contracts = new Map<string, Promise<Contract>>();

/** The contract of a provider; full: as if everything about retries were documented. */
export function loadDelivery(provider: Provider, isFull = false): Promise<Contract> {
  const key = `${provider} ${isFull}`;
  const known = contracts.get(key) ?? (isFull ? loadFull(provider) : loadContract(provider));
  contracts.set(key, known);
  return known;
}

async function loadFull(provider: Provider): Promise<Contract> {
  const { document } = await loadContract(provider);
  const { 'x-evidence': _, ...policy } = document['x-webhook-delivery'] as JsonObject;
  return loadContract({ ...document, 'x-webhook-delivery': { ...policy, ...FULL } }, { name: provider });
}

/** How the server differs from a plain right one. */
export interface DeliveryServer {
  readonly isFull?: boolean | undefined;
  readonly sender?: SenderHooks | undefined;
  readonly wrap?: ((handle: Handle) => Handle) | undefined;
}

/** Judges the deliveries of a server, with a clock that leaps and a trigger that is a function. */
export async function runDelivery(
  provider: Provider,
  server: DeliveryServer = {},
  options: Partial<ConformanceOptions> = {},
): Promise<CheckReport> {
  const clock = createLeapingClock();
  const port = await findFreePort();
  const reference = providers[provider].create({
    now: clock.now,
    quotas: false,
    forward: (url) => url.replace(STAND_IN, `http://127.0.0.1:${port}`),
    ...(server.sender && { sender: server.sender }),
  });
  await using listening = await listen(server.wrap?.(reference.handle) ?? reference.handle, reference.basePath);
  return await checkConformance(await loadDelivery(provider, server.isFull), {
    server: listening.url,
    token: dialects[provider].tokens.main,
    phases: ['delivery'],
    receiverUrl: STAND_IN,
    receiverPort: port,
    trigger: (event) => reference.emit(tenants[provider], event, toData(provider, event)),
    clockUrl: (milliseconds) => reference.advance(milliseconds),
    seed: 1,
    clock,
    maxTimeMs: 3_600_000,
    ...options,
  });
}

/** What the documents show of each event, as far as a schema asks for it. */
function toData(provider: Provider, event: string): unknown {
  if (provider !== 'leadlex') return samples[provider].data;
  const [subject] = event.split('.') as [string];
  const id = '2d0a4c7e-6f1b-4c38-8e95-b7a3d1f0c264';
  return event.includes('.bulk_') ? { [`${subject}s`]: [{ id }], count: 1 } : { [subject]: { id, full_name: 'Jane' } };
}

/** A port that was free a moment ago. */
export async function findFreePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  await new Promise<void>((resolve) => server.close(() => resolve()));
  return port;
}
