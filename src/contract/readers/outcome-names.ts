/** Every outcome that a limit, a uniqueness rule, a quota, a view or an action names must exist where it is used. */
import type { Resource } from '../behaviour.ts';
import { didYouMean } from '../nearest.ts';
import type { RawOperation } from '../operations.ts';
import { getAt, toPointer } from '../pointer.ts';
import { asObject } from '../value.ts';
import { type Reading, report } from './reading.ts';

const OTHER_MEMBERS: readonly string[] = ['always', 'x-evidence'];

/**
 * Reports names without an outcome. A default name (`notFound`, `rateLimited`, `invalid`) that nobody wrote may be
 * missing: the answer then is a general one.
 */
export function checkOutcomeNames(
  reading: Reading,
  resources: readonly Resource[],
  rateLimits: readonly { readonly pointer: string; readonly operations: readonly string[] }[],
): void {
  const check = (pointer: string, operations: readonly (string | undefined)[]): void => {
    const name = getAt(reading.document, pointer);
    if (typeof name === 'string') checkName(reading, name, pointer, operations);
  };
  for (const { name, operations, unique } of resources) {
    const pointer = `/x-resource${toPointer([name])}`;
    check(`${pointer}/limit/outcome`, [operations.create?.operation]);
    unique.forEach((rule, index) => {
      check(
        `${pointer}/unique/${index}/outcome`,
        rule.on.map((role) => operations[role]?.operation),
      );
    });
    const addressed = (['read', 'update', 'delete', 'rotate'] as const).map((role) => operations[role]?.operation);
    check(`${pointer}/notFound`, addressed);
  }
  for (const { pointer, operations } of rateLimits) check(`${pointer}/outcome`, operations);
  for (const operation of reading.operations) checkOperation(operation, check);
}

function checkOperation(
  operation: RawOperation,
  check: (pointer: string, operations: readonly string[]) => void,
): void {
  const { id, pointer, node } = operation;
  const ranges = getAt(node, '/x-view/ranges');
  const list = Array.isArray(ranges) ? ranges.map((_, index) => `x-view/ranges/${index}/outcome`) : [];
  const places = ['x-view/notFound', 'x-view/retention/outcome', 'x-view/aggregate/outcome', ...list];
  for (const place of [...places, 'x-action/notFound', 'x-action/retention/outcome'])
    check(`${pointer}/${place}`, [id]);
}

function checkName(reading: Reading, name: string, pointer: string, operations: readonly (string | undefined)[]): void {
  for (const operation of reading.operations) {
    if (!operations.includes(operation.id)) continue;
    // As written, not as read: one that has a fault of its own is there all the same.
    const places = [reading.document['x-outcomes'], operation.node['x-outcomes']];
    const known = places.flatMap((place) => Object.keys(asObject(place))).filter((key) => !OTHER_MEMBERS.includes(key));
    if (known.includes(name)) continue;
    const hint = didYouMean(name, known);
    report(reading, pointer, `x-outcomes has no "${name}" that holds for ${operation.id}; add it.${hint}`);
    return;
  }
}
