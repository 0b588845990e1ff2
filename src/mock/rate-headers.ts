/** Headers that tell a caller about its quotas. */
import { evaluate, withRoots, type Scope } from '../contract/expression.ts';
import type { RateState } from './rate-limits.ts';

/** Headers of every quota that reports any; a quota declared later wins where two use the same name. Undefined: none do. */
export function toRateHeaders(rates: readonly RateState[], scope: Scope): Record<string, string> | undefined {
  let headers: Record<string, string> | undefined;
  for (const rate of rates) {
    const inner = withRoots(scope, { rate });
    for (const [name, expression] of Object.entries(rate.spec.headers)) {
      const value = evaluate(expression, inner);
      if (value !== undefined && value !== null) (headers ??= {})[name] = String(value);
    }
  }
  return headers;
}
