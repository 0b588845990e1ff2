/** What `trigger` prints of the deliveries it made. */
import type { Attempt } from '../delivery/attempt.ts';
import type { Triggered } from '../delivery/trigger.ts';

/** Characters of a body that are shown. */
const SHOWN = 4000;

/** One JSON value. */
export function toTriggerJson(results: readonly Triggered[]): string {
  return `${JSON.stringify({ deliveries: results.map(toDeliveryJson) }, undefined, 2)}\n`;
}

/** One delivery as the JSON shows it. */
export function toDeliveryJson({ attempt, expected, because, isRight }: Triggered): object {
  return {
    event: attempt.event,
    id: attempt.id,
    eventId: attempt.eventId,
    url: attempt.url,
    request: { headers: attempt.requestHeaders, body: attempt.requestBody },
    response: attempt.responseStatus === null ? null : { status: attempt.responseStatus, body: attempt.responseBody },
    error: attempt.error,
    errorDetail: attempt.errorDetail,
    durationMs: attempt.durationMs,
    expected,
    ...(because !== undefined && { because }),
    right: isRight,
  };
}

/** Requests, answers and verdicts. @param mock URL of the mock that sent them, if one did */
export function toTriggerText(results: readonly Triggered[], mock: string | undefined): string {
  if (results.length === 0) return `Nobody has subscribed to the event on ${mock}.\n`;
  const [first] = results as [Triggered, ...Triggered[]];
  if (results.length === 1) return toExchange(first);
  const wrong = results.filter(({ isRight }) => !isRight).length;
  const lines = results.map(
    ({ attempt, isRight }, index) => `${index + 1}. ${attempt.id} ${toOutcome(attempt)}${isRight ? '' : ', wrong'}\n`,
  );
  const verdict = wrong === 0 ? 'all right' : `${wrong} wrong`;
  return `${toRequest(first.attempt)}\n${lines.join('')}${results.length} deliveries, ${verdict}: expected is ${toExpected(first)}.\n`;
}

/** What is expected, and why it is less than usual. */
function toExpected({ expected, because }: Triggered): string {
  return because === undefined ? expected : `${expected}, as ${because}`;
}

function toExchange(triggered: Triggered): string {
  const { attempt, isRight } = triggered;
  const answer = attempt.responseBody === '' ? '' : `  ${cut(attempt.responseBody)}\n`;
  const verdict = isRight ? 'right' : 'wrong';
  return `${toRequest(attempt)}\n${toOutcome(attempt)}\n${answer}${verdict}: expected is ${toExpected(triggered)}.\n`;
}

function toRequest({ url, requestHeaders, requestBody }: Attempt): string {
  const headers = Object.entries(requestHeaders).map(([name, value]) => `  ${name}: ${value}\n`);
  return `POST ${url}\n${headers.join('')}\n  ${cut(requestBody)}\n`;
}

function toOutcome({ responseStatus, error, errorDetail, durationMs }: Attempt): string {
  if (responseStatus !== null) return `answered ${responseStatus} in ${durationMs} ms`;
  return `no answer: ${errorDetail ?? error}`;
}

function cut(text: string): string {
  return text.length <= SHOWN ? text : `${text.slice(0, SHOWN)}… (${text.length} characters)`;
}
