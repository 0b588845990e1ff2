/** Sends one request of a case and judges its answer. */
import type { Operation } from '../contract/types.ts';
import { HookspecError } from '../errors.ts';
import { type Draft, Skip, type Step } from './case.ts';
import { findScheme } from './credentials.ts';
import { type Exchange, nameOf } from './exchange.ts';
import { NoAnswer } from './failure.ts';
import { noteFailure, refuseHopeless } from './health.ts';
import { readInput } from './input.ts';
import { judge, judgeLimited } from './judge.ts';
import type { Session } from './session.ts';
import { toWireRequest } from './wire.ts';

/**
 * Sends the request of a step and judges the answer.
 * @param report takes each fault
 * @param trace takes the exchange before it is judged
 * @throws Skip when nothing can be sent or no answer came
 */
export async function sendStep(
  session: Session,
  step: Step,
  report: (draft: Draft) => void,
  trace: (exchange: Exchange) => void,
): Promise<Exchange> {
  const { contract, world, client, clock } = session;
  const { variant, input, expect, cause } = step;
  const { compiler, strict, responseChecks } = session;
  const { tokens } = session;
  const judging = { contract, compiler, strict, world, responseChecks, tokens, clock, cause };
  const { operation } = variant;
  const credentials = step.credentials ?? { kind: 'token', token: session.tokens.main, name: 'main' };
  const written = toWireRequest(operation, input, session.baseUrl, session.headers);
  const request = step.rewrite?.(written) ?? written;
  if (session.readOnly && !['GET', 'HEAD'].includes(request.method)) throw new Skip('read-only');
  refuseHopeless(session.health, operation);
  refuseGone(session, step);
  world.announce(variant, input, credentials);
  const startedAt = clock.now();
  try {
    const response = await client.send({
      operation,
      request,
      scheme: findScheme(contract, operation),
      credentials,
      deadline: session.deadline,
      reserve: world.owned.filter((entry) => entry.alive).length + 1,
      signal: session.signal,
      ...(step.via && { via: step.via }),
      onLimited: (limited) => {
        const facts = { operation, variant, request, response: limited, credentials, durationMs: 0 };
        for (const draft of judgeLimited({ ...judging, exchange: facts })) (step.collect ?? report)(draft);
      },
    });
    const exchange: Exchange = {
      operation,
      variant,
      request,
      response,
      credentials,
      durationMs: clock.now() - startedAt,
    };
    trace(exchange);
    session.recorder.note(exchange);
    session.coverage.exchange(exchange);
    for (const draft of judge({ ...judging, exchange }, expect)) (step.collect ?? report)(draft);
    world.note(exchange, input);
    // The first of two copies may have arrived too: what it created has no known id.
    if (response.resent) world.announce(variant, { ...input }, credentials);
    return exchange;
  } catch (error) {
    if (error instanceof NoAnswer) {
      if (step.mayClose === true) throw error;
      noteFailure(session.health, operation, error.kind);
    } else if (error instanceof HookspecError && error.code === 'ServerUnreachable') {
      session.health.gone = session.hide(error.message);
    } else {
      // A quota or the time did not allow it. One that was interrupted may be under way.
      if (error instanceof Skip && !session.signal.aborted) world.withdraw(input);
      throw error;
    }
    report({ ...toDraft(operation, error, cause), sent: { operation, variant, request, credentials } });
    throw new Skip('no answer');
  }
}

/** What the run itself had to give up, under a limit that no contract declares, cannot be found by anyone. */
function refuseGone({ world }: Session, { variant, input, expect }: Step): void {
  const { resource, role, id } = variant;
  if (!resource || role === 'create' || expect.kind !== 'success' || id === undefined) return;
  const named = String(readInput(input, id));
  const known = world.owned.filter((owned) => owned.resource === resource && owned.id === named);
  if (known.length > 0 && known.every(({ alive }) => !alive)) throw new Skip(`the ${resource.name} was removed before`);
}

function toDraft(operation: Operation, error: Error, cause?: string): Draft {
  const contractPointer = operation.pointer;
  const isMalformed = error instanceof NoAnswer && error.kind === 'malformed';
  return {
    code: isMalformed ? 'ResponseMalformed' : 'NoAnswer',
    operation,
    contractPointer,
    message: isMalformed
      ? `${nameOf(operation)} was answered with something that is not HTTP: ${error.message}.`
      : `${nameOf(operation)} got no answer${cause === undefined ? '' : ` to ${cause}`}: ${error.message}.`,
    key: isMalformed ? 'malformed' : (cause ?? contractPointer),
  };
}
