/** Headers that tell a caller about its quotas. */
import { evaluate, type Scope, withRoots } from '../contract/expression.ts';
import type { RateState } from './rate-limits.ts';

/** Headers of every quota that reports any; a quota declared later wins where two use the same name. */
export function toRateHeaders(rates: readonly RateState[], scope: Scope): Record<string, string> {
  const headers: Record<string, string> = {};
  for (const rate of rates) {
    for (const [name, expression] of Object.entries(rate.spec.headers)) {
      const value = evaluate(expression, withRoots(scope, { rate }));
      if (value !== undefined && value !== null) headers[name] = String(value);
    }
  }
  return headers;
}
