/** What of a body breaks its documented schema. */
import type { Violation } from '../contract/types.ts';
import type { Exchange } from './exchange.ts';
import type { JudgeContext } from './judge.ts';
import { findMedia } from './media.ts';
import { isJsonType } from './values/values.ts';

/** At most one violation for each place: a value of another type breaks more keywords than one. */
export function findBodyViolations({
  exchange,
  documented,
  compiler,
}: Pick<JudgeContext, 'documented' | 'compiler'> & { readonly exchange: Pick<Exchange, 'response'> }): Violation[] {
  const { response } = exchange;
  const type = response.headers.get('content-type') ?? '';
  const media = documented && findMedia(documented, type);
  if (media?.schemaPointer === undefined || !isJsonType(type) || response.json === undefined) return [];
  const violations = compiler.compile(media.schemaPointer, 'response')(response.json);
  return violations.filter(({ at }, index) => violations.findIndex((other) => other.at === at) === index);
}
