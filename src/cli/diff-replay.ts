/** `--replay` and `--receiver`: shows witnesses to what is running, and tells what it says. */
import type { Contract } from '../contract/types.ts';
import { triggerEvent } from '../delivery/trigger.ts';
import { HookspecError } from '../errors.ts';
import type { Change, ContractDiff, Replayed, Witness } from '../report/diff-report.ts';
import { findWitness } from '../report/diff-words.ts';
import { SigningError } from '../signing/error.ts';
import { listFlag, numberFlag, textFlag } from './arguments.ts';
import type { CliIo, Flag, FlagValues } from './command.ts';
import { createRequestReplayer, type RequestReplayer } from './diff-replay-request.ts';

/** The flags that send something. */
export const replayFlags: Readonly<Record<string, Flag>> = {
  replay: {
    type: 'string',
    value: 'URL',
    group: 'Replay',
    summary: 'Send what an old client may send to a server of the newer version, and show what it says',
  },
  token: {
    type: 'string',
    value: 'TOKEN',
    group: 'Replay',
    summary: 'Credential for it; default: the variable HOOKSPEC_TOKEN',
  },
  receiver: {
    type: 'string',
    value: 'URL',
    group: 'Replay',
    summary: 'Send the events that an old subscriber refuses to a receiver on this machine',
  },
  secret: {
    type: 'string',
    value: 'SECRET',
    multiple: true,
    group: 'Replay',
    summary: 'Signs them; default: the variable HOOKSPEC_SECRET. Without one nothing is signed',
  },
  timeout: { type: 'string', value: 'SECONDS', default: '10', group: 'Replay', summary: 'Longest time for one answer' },
};

/** Adds to each change of a contract what its witness met. */
export type Replay = (diff: ContractDiff, head: Contract) => Promise<ContractDiff>;

/**
 * @returns undefined where nothing is to be sent
 * @throws HookspecError Usage
 */
export function openReplay(flags: FlagValues, io: CliIo): Replay | undefined {
  const server = textFlag(flags, 'replay');
  const receiver = textFlag(flags, 'receiver');
  const timeoutMs = (numberFlag(flags, 'timeout', { min: 1, max: 86_400 }) ?? 10) * 1000;
  if (server === undefined && receiver === undefined) return undefined;
  if (receiver !== undefined && !URL.canParse(receiver))
    throw new HookspecError('Usage', `--receiver ${receiver} is no URL`);
  const token = textFlag(flags, 'token') ?? io.env['HOOKSPEC_TOKEN'];
  const given = listFlag(flags, 'secret');
  const secrets = given.length > 0 ? given : [io.env['HOOKSPEC_SECRET'] ?? ''].filter((secret) => secret !== '');
  return async (diff, head) => {
    const requests =
      server === undefined ? undefined : createRequestReplayer(head, { server, token, timeoutMs, signal: io.signal });
    try {
      const changes: Change[] = [];
      for (const change of diff.changes) {
        const witness = findWitness(change);
        const isShown = witness && (change.level === 'breaking' || change.level === 'warning');
        if (!isShown) changes.push(change);
        else changes.push({ ...change, replay: await show(change, witness, { requests, receiver, secrets, head }) });
      }
      return { ...diff, changes };
    } finally {
      requests?.close();
    }
  };
}

interface Shown {
  readonly requests: RequestReplayer | undefined;
  readonly receiver: string | undefined;
  readonly secrets: readonly string[];
  readonly head: Contract;
}

async function show(change: Change, witness: Witness, { requests, receiver, ...rest }: Shown): Promise<Replayed> {
  const { direction, site } = change;
  if (direction === 'request') {
    if (requests === undefined) return { outcome: 'skipped', detail: 'requests need --replay URL' };
    if (!site) return { outcome: 'skipped', detail: 'it is not known where the value travels' };
    return requests.replay(site, witness);
  }
  if (direction === 'event' && site) {
    if (receiver === undefined) return { outcome: 'skipped', detail: 'events need --receiver URL' };
    if (site.part !== 'body') return { outcome: 'skipped', detail: 'headers of events are not sent' };
    return deliver(site.operation, witness, receiver, rest);
  }
  return { outcome: 'skipped', detail: 'what is answered cannot be sent' };
}

async function deliver(
  operation: string,
  { value }: Witness,
  to: string,
  { head, secrets }: Pick<Shown, 'head' | 'secrets'>,
): Promise<Replayed> {
  const event = operation.replace(/^event /, '');
  if (!head.events.some(({ name }) => name === event))
    return { outcome: 'skipped', detail: `${head.name} has no event ${event} among its webhooks` };
  const sent = await signing(() => triggerEvent({ contract: head, event, to, secrets, payload: value }));
  const { attempt, isRight } = sent[0]!;
  const { responseStatus: status, error, errorDetail } = attempt;
  if (error === 'refused')
    return { outcome: 'skipped', detail: `${to} may not be dialled: only this machine is, see trigger --reach` };
  if (status === null) {
    const detail = errorDetail ?? error ?? 'no answer';
    throw new HookspecError('ServerUnreachable', `${to} does not answer: ${detail}`, {
      hint: 'Start the receiver, or check the address given with --receiver.',
    });
  }
  const outcome = isRight ? 'accepted' : status < 500 ? 'rejected' : 'unclear';
  return { outcome, status, detail: `the receiver answered ${status}` };
}

async function signing<T>(send: () => Promise<T>): Promise<T> {
  try {
    return await send();
  } catch (error) {
    if (error instanceof SigningError)
      throw new HookspecError('Usage', `--secret cannot sign: ${error.message}`, { cause: error });
    throw error;
  }
}
