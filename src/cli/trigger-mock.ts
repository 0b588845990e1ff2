/** Lets a running mock send an event to whoever has subscribed to it there. */
import type { Attempt } from '../delivery/attempt.ts';
import type { Triggered } from '../delivery/trigger.ts';
import { HookspecError } from '../errors.ts';
import { numberFlag } from './arguments.ts';
import type { FlagValues } from './command.ts';

/** Flags that a mock cannot follow. */
const OWN = ['to', 'secret', 'fault', 'forward'] as const;

/**
 * @param url of the mock, with or without a path
 * @throws HookspecError Usage for what the mock refuses, ServerUnreachable
 */
export async function triggerMock(
  url: string,
  contract: string,
  event: string,
  payload: unknown,
  flags: FlagValues,
): Promise<Triggered[]> {
  const foreign = OWN.find(
    (name) => flags[name] !== undefined && !(Array.isArray(flags[name]) && flags[name].length === 0),
  );
  if (foreign)
    throw new HookspecError('Usage', `--${foreign} does not go with --mock: the mock sends to its subscribers`);
  if (!URL.canParse(url)) throw new HookspecError('Usage', `--mock ${url} is no URL`);
  const count = numberFlag(flags, 'count', { min: 1, max: 100_000 }) ?? 1;
  const results: Triggered[] = [];
  for (let number = 0; number < count; number++) {
    const body = JSON.stringify({ contract, event, ...(payload !== undefined && { payload }) });
    for (const attempt of await post(new URL('/_hookspec/trigger', url), body)) {
      results.push({ attempt, expected: 'accepted', isRight: attempt.outcome === 'success' });
    }
  }
  return results;
}

async function post(url: URL, body: string): Promise<readonly Attempt[]> {
  const response = await fetch(url, { method: 'POST', headers: { 'Content-Type': 'application/json' }, body }).catch(
    (error: Error) => {
      const cause = error.cause as Error | undefined;
      throw new HookspecError(
        'ServerUnreachable',
        `${url.origin} does not answer: ${cause?.message ?? error.message}`,
        {
          hint: 'Start one with `hookspec mock`, or check the address given with --mock.',
        },
      );
    },
  );
  const answer = (await response.json().catch(() => ({}))) as { attempts?: Attempt[]; detail?: string };
  if (response.ok && answer.attempts) return answer.attempts;
  throw new HookspecError(
    'Usage',
    `The mock answered ${response.status}: ${answer.detail ?? 'this is no mock of hookspec'}`,
  );
}
