/** `hookspec trigger`: sends an event of a contract to a receiver. */
import { toEventPayload } from '../../contract/event-payload.ts';
import { setAt } from '../../contract/pointer.ts';
import { createSchemaCompiler } from '../../contract/schema.ts';
import { didYouMean } from '../../contract/nearest.ts';
import type { Contract } from '../../contract/types.ts';
import type { Reach } from '../../delivery/reach.ts';
import { senderFaults, type SenderFaultName } from '../../delivery/sender-fault.ts';
import { parseForward } from '../../delivery/targets.ts';
import { triggerEvent, type Triggered } from '../../delivery/trigger.ts';
import { HookspecError } from '../../errors.ts';
import { SigningError } from '../../signing/error.ts';
import { listFlag, numberFlag, textFlag } from '../arguments.ts';
import type { CliIo, Command, FlagValues } from '../command.ts';
import { payloadFlags, readPayload } from '../payload-flags.ts';
import { contractFlags, selectContracts } from '../select-contracts.ts';
import { toTriggerJson, toTriggerText } from '../trigger-output.ts';
import { triggerMock } from '../trigger-mock.ts';

/** Exit code where no receiver was reached. */
const UNREACHABLE = 3;

/** The command. */
export const triggerCommand: Command = {
  name: 'trigger',
  summary: 'Send an event of a contract, signed, to a receiver, and say whether it did what it should.',
  usage: 'CONTRACT|FILE EVENT --to URL --secret SECRET',
  arguments: { min: 1, max: 2 },
  flags: {
    to: { type: 'string', value: 'URL', summary: 'The receiver' },
    secret: {
      type: 'string',
      value: 'SECRET',
      multiple: true,
      summary: 'Signs; default: the variable HOOKSPEC_SECRET. Without one nothing is signed',
    },
    mock: { type: 'string', value: 'URL', summary: 'Let a running mock send it to its subscribers instead' },
    scenario: {
      type: 'string',
      value: 'FILE',
      summary: 'Run the steps of a file, which may refer to each other, instead of one event',
    },
    list: { type: 'boolean', summary: 'List the events of the contract' },
    format: { type: 'string', choices: ['text', 'json'], default: 'text', summary: 'Form of the output' },
    ...payloadFlags,
    count: { type: 'string', value: 'N', default: '1', group: 'Sending', summary: 'How many events' },
    fault: {
      type: 'string',
      choices: Object.keys(senderFaults),
      group: 'Sending',
      summary: 'Send it wrong on purpose; the receiver must cope',
    },
    seed: { type: 'string', value: 'N', group: 'Sending', summary: 'Repeat the same ids' },
    reach: {
      type: 'string',
      choices: ['loopback', 'public'],
      default: 'loopback',
      group: 'Sending',
      summary: 'How far it may go: this machine alone, or every public address',
    },
    forward: {
      type: 'string',
      value: 'https://HOST=http://127.0.0.1:PORT',
      multiple: true,
      group: 'Sending',
      summary: 'Deliver what goes to HOST to a local receiver',
    },
    ...contractFlags,
  },
  examples: [
    'hookspec trigger NAME EVENT --to http://127.0.0.1:3000/hooks --secret SECRET',
    'hookspec trigger NAME EVENT --to http://127.0.0.1:3000/hooks --set data.customer.email=a@example.com',
    'hookspec trigger NAME EVENT --to http://127.0.0.1:3000/hooks --secret SECRET --fault stale',
    'hookspec trigger NAME EVENT --mock http://127.0.0.1:4010',
    'hookspec trigger NAME --scenario steps.yaml --to http://127.0.0.1:3000/hooks --secret SECRET',
    'hookspec trigger NAME --list',
  ],
  async run({ positionals, flags, io }) {
    const [source, event] = positionals;
    const [contract] = (await selectContracts([source!], flags, io.cwd, { lenient: true })) as [Contract];
    if (flags['list'] === true) {
      if (contract.events.length === 0)
        throw new HookspecError('Usage', `${contract.name} documents no events: it has no \`webhooks\``, {
          hint: 'Add them, e.g. with --overlay; callbacks of operations are no events.',
        });
      io.stdout(listEvents(contract, flags));
      return 0;
    }
    const scenario = textFlag(flags, 'scenario');
    if (scenario !== undefined && event === undefined) {
      // Reads YAML, which is slow to load.
      const { triggerScenario } = await import('../trigger-scenario.ts');
      return signing(() => triggerScenario(scenario, contract, flags, io, readSecrets(flags, io)));
    }
    if (scenario !== undefined)
      throw new HookspecError('Usage', `trigger takes an event or --scenario, not both: "${event}"`);
    assertEvent(contract, event);
    const { payload, set } = await readPayload(flags, io);
    const mock = textFlag(flags, 'mock');
    const results =
      mock === undefined
        ? await send(contract, event, flags, io, { payload, set })
        : await triggerMock(mock, contract.name, event, changePayload(contract, event, payload, set), flags);
    for (const warning of judgePayload(contract, event, results)) io.stderr(`${warning}\n`);
    io.stdout(textFlag(flags, 'format') === 'json' ? toTriggerJson(results) : toTriggerText(results, mock));
    return toExitCode(results);
  },
};

function assertEvent(contract: Contract, event: string | undefined): asserts event is string {
  const names = contract.events.map(({ name }) => name);
  if (event !== undefined && names.includes(event)) return;
  const which = event === undefined ? 'trigger needs the name of an event' : `${contract.name} has no event "${event}"`;
  throw new HookspecError('Usage', `${which}.${event === undefined ? '' : didYouMean(event, names)}`, {
    hint:
      names.length === 0
        ? 'The contract documents no events: it has no `webhooks`.'
        : `\`hookspec trigger ${contract.name} --list\` shows its events.`,
  });
}

function listEvents({ events }: Contract, flags: FlagValues): string {
  if (textFlag(flags, 'format') === 'json') {
    return `${JSON.stringify({ events: events.map(({ name, summary }) => ({ name, summary })) }, undefined, 2)}\n`;
  }
  const width = Math.max(0, ...events.map(({ name }) => name.length));
  return events.map(({ name, summary }) => `${`${name.padEnd(width)}  ${summary}`.trimEnd()}\n`).join('');
}

async function send(
  contract: Contract,
  event: string,
  flags: FlagValues,
  io: CliIo,
  content: { readonly payload: unknown; readonly set: Readonly<Record<string, unknown>> },
): Promise<Triggered[]> {
  const to = textFlag(flags, 'to');
  if (to === undefined || !URL.canParse(to)) {
    throw new HookspecError(
      'Usage',
      to === undefined ? 'trigger needs --to URL or --mock URL' : `--to ${to} is no URL`,
    );
  }
  return signing(() =>
    triggerEvent({
      contract,
      event,
      to,
      ...content,
      secrets: readSecrets(flags, io),
      count: numberFlag(flags, 'count', { min: 1, max: 100_000 }),
      seed: numberFlag(flags, 'seed', { min: 0, max: 2 ** 32 - 1 }),
      fault: textFlag(flags, 'fault') as SenderFaultName | undefined,
      reach: textFlag(flags, 'reach') as Reach | undefined,
      forward: listFlag(flags, 'forward').map(parseForward),
    }),
  );
}

function readSecrets(flags: FlagValues, io: CliIo): readonly string[] {
  const given = listFlag(flags, 'secret');
  const fromEnvironment = io.env['HOOKSPEC_SECRET'];
  return given.length > 0 || !fromEnvironment ? given : [fromEnvironment];
}

/** @throws HookspecError Usage for a secret that cannot sign */
async function signing<Result>(send: () => Promise<Result>): Promise<Result> {
  try {
    return await send();
  } catch (error) {
    if (error instanceof SigningError) throw new HookspecError('Usage', `--secret cannot sign: ${error.message}`);
    throw error;
  }
}

/** The payload that a mock is given: undefined for the example as it is. */
function changePayload(
  contract: Contract,
  event: string,
  payload: unknown,
  set: Readonly<Record<string, unknown>>,
): unknown {
  if (Object.keys(set).length === 0) return payload;
  const spec = contract.events.find(({ name }) => name === event)!;
  let changed = structuredClone(payload ?? toEventPayload(contract, spec) ?? {});
  for (const [pointer, value] of Object.entries(set)) changed = setAt(changed, pointer, value) as typeof changed;
  return changed;
}

/** What a payload that was changed by hand breaks. */
function judgePayload(contract: Contract, event: string, results: readonly Triggered[]): string[] {
  const body = contract.events.find(({ name }) => name === event)?.body;
  if (!body?.schemaPointer || results.length === 0) return [];
  const validate = createSchemaCompiler(contract).compile(body.schemaPointer, 'response');
  const violations = validate(results[0]!.attempt.payload);
  return violations.map(({ at, message }) => `warning: the payload breaks the contract: ${at || '/'} ${message}`);
}

function toExitCode(results: readonly Triggered[]): number {
  if (results.every(({ isRight }) => isRight)) return 0;
  return results.every(({ attempt }) => attempt.responseStatus === null && attempt.error !== 'timeout')
    ? UNREACHABLE
    : 1;
}
