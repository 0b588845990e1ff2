/** An attempt as a row of a data file. */
import type { Attempt } from '../../delivery/attempt.ts';

/** What was sent. The payload is left out: it is the body once more. */
export function toRecord(attempt: Attempt): string {
  return JSON.stringify({ ...attempt, payload: undefined });
}

/** What may have changed since an attempt began. */
export function toEnding(attempt: Attempt): string {
  const { outcome, error, errorDetail, responseStatus, responseBody, durationMs, nextAttemptAt } = attempt;
  return JSON.stringify({ outcome, error, errorDetail, responseStatus, responseBody, durationMs, nextAttemptAt });
}

/** The attempt of a row with `record` and `ending`. */
export function fromRow({ record, ending }: Readonly<Record<string, unknown>>): Attempt {
  const attempt = JSON.parse(String(record)) as Attempt;
  const payload: unknown = JSON.parse(attempt.requestBody);
  return { ...attempt, payload, ...(typeof ending === 'string' && (JSON.parse(ending) as Partial<Attempt>)) };
}
