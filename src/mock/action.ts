/** Operations that send something: a test event, or a recorded delivery once more (`x-action`). */
import type { Action, Resource } from '../contract/behaviour.ts';
import { toMilliseconds } from '../contract/duration.ts';
import { evaluate, withRoots } from '../contract/expression.ts';
import type { Operation } from '../contract/types.ts';
import type { Job } from '../delivery/job.ts';
import { getStored } from './collection.ts';
import type { Exchange, Handler, MockContext } from './context.ts';
import type { PlainResponse } from './message.ts';
import { toReceiver } from './receivers.ts';
import { findResource } from './roles/find.ts';
import { toShownAttempt } from './shown-attempt.ts';

/** Prepares the handler of an action. The answer is filled from the attempt it caused. */
export function createAction(context: MockContext, operation: Operation, action: Action): Handler {
  const resource = context.contract.behaviour.resources.find(({ name }) => name === action.resource)!;
  const { status, example, fill } = action;
  const succeed = context.answers.success(operation, { status, example, answer: 'example', at: '', fill });
  const send = async (exchange: Exchange, job: Job) => {
    // Who waits for the answer wants this attempt, not a later one.
    const started = context.dispatcher.start(action.mode === 'sync' ? { ...job, retry: false } : job);
    await started.kept;
    const attempt = action.mode === 'sync' ? await started.done : started.attempt;
    return succeed(undefined, withRoots(exchange.scope, { attempt: toShownAttempt(attempt), ...job.roots }));
  };
  const run = action.kind === 'test' ? sendTest : replay;
  return (exchange) => run(context, action, resource, exchange, send);
}

type Send = (exchange: Exchange, job: Job) => Promise<PlainResponse>;

async function sendTest(
  context: MockContext,
  action: Action,
  resource: Resource,
  exchange: Exchange,
  send: Send,
): Promise<PlainResponse> {
  const found = findResource(context, exchange, resource, evaluate(action.id, exchange.scope));
  if ('failed' in found) return found.failed;
  return send(exchange, {
    event: action.event!,
    ...toReceiver(context, resource, exchange.tenant, found.stored),
  });
}

async function replay(
  context: MockContext,
  action: Action,
  resource: Resource,
  exchange: Exchange,
  send: Send,
): Promise<PlainResponse> {
  const id = String(evaluate(action.id, exchange.scope));
  const recorded = context.log.get(id, { contract: context.contract.name, tenant: exchange.tenant.tenant });
  if (!recorded) return exchange.fail(action.notFound, { text: `No delivery has the id "${id}"` });
  const { retention } = action;
  if (retention && Date.parse(recorded.createdAt) < context.now() - toMilliseconds(retention.period)) {
    return exchange.fail(retention.outcome, {
      text: `The event of delivery "${id}" is older than ${retention.period}`,
    });
  }
  const stored = getStored(context.store.collection(exchange.tenant, resource), recorded.endpointId);
  if (!stored) return exchange.fail(action.notFound, { text: `The ${resource.name} of delivery "${id}" is gone` });
  const receiver = toReceiver(context, resource, exchange.tenant, stored);
  return send(exchange, { event: recorded.event, payload: recorded.payload, ...receiver });
}
