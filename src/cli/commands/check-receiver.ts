/** `hookspec check-receiver`: judges a receiver of deliveries. */
import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import { checkReceiver } from '../../conformance/receiver/check-receiver.ts';
import { receiverCodes } from '../../conformance/receiver/codes.ts';
import type { Contract } from '../../contract/types.ts';
import { HookspecError } from '../../errors.ts';
import { listFlag, numberFlag, textFlag } from '../arguments.ts';
import { baselineFlags, openCheckBaseline } from '../check-baseline.ts';
import { openCheckOutputs, outputFlags } from '../check-outputs.ts';
import { connectionFlags, readCertificates, readHeaders, selectionFlags } from '../check-run-flags.ts';
import type { CliIo, Command, FlagValues } from '../command.ts';
import { createEffectsReader } from '../effects-flag.ts';
import { payloadFlags, readPayload } from '../payload-flags.ts';
import { contractFlags, selectContracts } from '../select-contracts.ts';

/** Exit code of a run that was stopped: 128 + SIGINT, as shells have it. */
const INTERRUPTED = 130;
/** Exit code of a run whose receiver went away, and nobody knows why. */
const UNREACHABLE = 3;

const { only, skip } = selectionFlags;
const { rate, header, ca, insecure } = connectionFlags;

/** The command. */
export const checkReceiverCommand: Command = {
  name: 'check-receiver',
  summary: 'Judge your own receiver: send it good, forged, repeated, odd and broken deliveries, and see what it does.',
  usage: 'URL --contract CONTRACT|FILE --secret SECRET',
  arguments: { min: 1, max: 1 },
  flags: {
    contract: { type: 'string', value: 'CONTRACT|FILE', summary: 'Whose deliveries the receiver takes' },
    secret: {
      type: 'string',
      value: 'SECRET',
      summary: 'What the receiver verifies with; default: the variable HOOKSPEC_SECRET',
    },
    'previous-secret': { type: 'string', value: 'SECRET', summary: 'The one before a rotation: still to be accepted' },
    'retired-secret': { type: 'string', value: 'SECRET', summary: 'One that is valid no more: to be refused' },
    effects: {
      type: 'string',
      value: 'URL|CMD',
      summary: 'Tells how many deliveries were handled, so that duplicates can be judged',
    },
    ...outputFlags,
    event: { type: 'string', value: 'EVENT', multiple: true, group: 'What is sent', summary: 'Send that event only' },
    plan: { type: 'boolean', group: 'What is sent', summary: 'List the cases and send nothing' },
    only: only!,
    skip: skip!,
    seed: { type: 'string', value: 'N', group: 'What is sent', summary: 'Send the same ids and wrong secrets again' },
    'registered-url': {
      type: 'string',
      value: 'URL',
      group: 'What is sent',
      summary: 'The URL as the provider knows it, where it is signed; default: URL',
    },
    ...payloadFlags,
    timeout: {
      type: 'string',
      value: 'SECONDS',
      group: 'Limits',
      summary: 'Longest time for one answer; default: what the contract gives a receiver',
    },
    'max-time': {
      type: 'string',
      value: 'SECONDS',
      default: '120',
      group: 'Limits',
      summary: 'Begin no case after that',
    },
    rate: rate!,
    header: header!,
    ca: ca!,
    insecure: insecure!,
    strict: { type: 'boolean', group: 'Verdict', summary: 'Faults against rules that are only inferred are errors' },
    ...baselineFlags,
    ...contractFlags,
  },
  examples: [
    'hookspec check-receiver http://127.0.0.1:3000/webhooks --contract NAME --secret SECRET',
    'HOOKSPEC_SECRET=… hookspec check-receiver URL --contract openapi.yaml --output report.html',
    'hookspec check-receiver URL --contract NAME --secret SECRET --event order.paid --set data.order_id=ord_1',
    'hookspec check-receiver URL --contract NAME --secret SECRET --effects http://127.0.0.1:3000/handled',
    'hookspec check-receiver URL --contract NAME --secret SECRET --effects \'psql -tAc "select count(*) from events"\'',
    'hookspec check-receiver URL --contract NAME --secret NEW --previous-secret OLD',
    'hookspec check-receiver URL --contract NAME --plan',
  ],
  run: ({ positionals, flags, io }) => run(positionals[0]!, flags, io),
};

async function run(url: string, flags: FlagValues, io: CliIo): Promise<number> {
  const source = textFlag(flags, 'contract');
  if (source === undefined)
    throw new HookspecError('Usage', 'check-receiver needs --contract CONTRACT: whose deliveries the receiver takes', {
      hint: 'Run `hookspec list` for the names, or give a path to an OpenAPI file.',
    });
  const plan = flags['plan'] === true;
  const outputs = openCheckOutputs(flags, io, plan, receiverCodes);
  const [contract] = (await selectContracts([source], flags, io.cwd, { lenient: true })) as [Contract];
  const baseline = openCheckBaseline(flags, io, contract.name);
  const { payload, set } = await readPayload(flags, io);
  const effects = textFlag(flags, 'effects');
  const certificates = textFlag(flags, 'ca');
  const report = await checkReceiver({
    url,
    contract,
    source: existsSync(resolve(io.cwd, source)) ? source : contract.name,
    secret: textFlag(flags, 'secret') ?? io.env['HOOKSPEC_SECRET'],
    previousSecret: textFlag(flags, 'previous-secret') ?? io.env['HOOKSPEC_PREVIOUS_SECRET'],
    retiredSecret: textFlag(flags, 'retired-secret') ?? io.env['HOOKSPEC_RETIRED_SECRET'],
    ...(listFlag(flags, 'event').length > 0 && { events: listFlag(flags, 'event') }),
    payload,
    set,
    effects: effects === undefined ? undefined : createEffectsReader(effects, io.cwd),
    registeredUrl: textFlag(flags, 'registered-url'),
    only: listFlag(flags, 'only'),
    skip: listFlag(flags, 'skip'),
    headers: readHeaders(listFlag(flags, 'header')),
    connection: {
      insecure: flags['insecure'] === true,
      ...(certificates !== undefined && { ca: [readCertificates(resolve(io.cwd, certificates))] }),
    },
    rate: numberFlag(flags, 'rate', { min: 1, max: 10_000 }),
    timeoutMs: milliseconds(flags, 'timeout'),
    maxTimeMs: milliseconds(flags, 'max-time'),
    seed: numberFlag(flags, 'seed', { min: 0, max: 2 ** 32 - 1 }),
    plan,
    strict: flags['strict'] === true,
    baseline: baseline.known,
    cwd: io.cwd,
    signal: io.signal,
    onEvent: outputs.event,
  });
  outputs.finish(report);
  const exitCode = baseline.finish(report);
  if (report.interrupted) return INTERRUPTED;
  if (report.unreachable !== undefined) {
    io.stderr(`${report.unreachable}; the run ended with what it had found\n`);
    return exitCode === 0 ? UNREACHABLE : exitCode;
  }
  return exitCode;
}

function milliseconds(flags: FlagValues, name: string): number | undefined {
  const seconds = numberFlag(flags, name, { min: 1, max: 86_400 });
  return seconds === undefined ? undefined : seconds * 1000;
}
