/** The answer of a faulty server: a status with what the contract documents for it, else a problem. */
import type { Operation } from '../../contract/types.ts';
import { isMatch } from '../answers.ts';
import type { MockContext } from '../context.ts';
import { fail } from '../fail.ts';
import { toProblem, type PlainRequest, type PlainResponse } from '../message.ts';
import { createRequestScope, type RequestState } from '../request-scope.ts';
import { serialize } from '../schema-answers/serialize.ts';

/** Path parameters, decoded and as sent. */
export type RoutedParameters = Pick<RequestState, 'path' | 'rawPath'>;

const TEXT = 'A fault that was set through the control API answers this';

/** Answers `status` for an operation; undefined: the path belongs to none. */
export function answerStatus(
  context: MockContext,
  operation: Operation | undefined,
  parameters: RoutedParameters | undefined,
  request: PlainRequest,
  status: number,
): PlainResponse {
  const documented =
    operation && (answerOutcome(context, operation, parameters, request, status) ?? answerExample(operation, status));
  return documented ?? (status < 300 || status === 304 ? { status, headers: {} } : toProblem(status, 'Fault', TEXT));
}

/** A condition that the contract answers with this status: its example, with request ids and the like filled in. */
function answerOutcome(
  context: MockContext,
  operation: Operation,
  parameters: RoutedParameters | undefined,
  request: PlainRequest,
  status: number,
): PlainResponse | undefined {
  const conditions = Object.entries(operation.outcomes.conditions);
  const found = conditions.find(([, outcomes]) => outcomes.find((outcome) => isMatch(outcome, {}))?.status === status);
  const { scope } = createRequestScope(context, request, parameters);
  return found && fail(context, operation, scope, found[0], { text: TEXT, violations: [] });
}

function answerExample(operation: Operation, status: number): PlainResponse | undefined {
  const names = [String(status), `${Math.floor(status / 100)}XX`, 'DEFAULT'];
  const response = names
    .map((name) => operation.responses.find((candidate) => candidate.status.toUpperCase() === name))
    .find((candidate) => candidate !== undefined);
  const media = response?.content.find(({ examples }) => examples.length > 0);
  if (!response || (!media && response.content.length > 0)) return undefined;
  const headers = Object.fromEntries(
    response.headers.flatMap(({ name, examples }) =>
      examples[0] === undefined ? [] : [[name, String(examples[0].value)]],
    ),
  );
  if (!media) return { status, headers };
  const body = serialize(media.examples[0]!.value, media.type);
  return { status, headers: { 'Content-Type': media.type, ...headers }, ...(body !== undefined && { body }) };
}
