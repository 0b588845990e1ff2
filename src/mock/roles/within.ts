/** The parents that a request names: what was created below one is shown below no other. */
import type { Resource } from '../../contract/behaviour.ts';
import { evaluate, type Scope } from '../../contract/expression.ts';

const NONE: { readonly within?: string } = {};

/** The parents as one text, to be kept with a resource and compared; nothing where the resource has none. */
export function readParents({ within }: Pick<Resource, 'within'>, scope: Scope): { readonly within?: string } {
  return within === undefined ? NONE : { within: JSON.stringify(within.map((parent) => evaluate(parent, scope))) };
}
