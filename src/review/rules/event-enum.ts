import { readEventUses } from '../plugin/event-list.ts';
import type { Rule } from '../plugin/rule.ts';
import { listedValues } from '../plugin/schema.ts';
import type { Spot } from '../plugin/spot.ts';

/** Two lists of the same names drift apart, and a list without a name gives types without one. */
export const eventEnum: Rule = {
  name: 'event-enum',
  summary: 'The names of events are one enum under `components.schemas`, which every operation refers to.',
  recommended: 'warn',
  strict: 'error',
  check(api, report) {
    for (const subscription of api.subscriptions) {
      const uses = readEventUses(api, subscription);
      const lists = uses.map(({ schema }) => listedValues(api.reader, schema) ?? []);
      const home = findHome(lists.filter((list) => list.length > 0));
      for (const [index, { operation, schema, isRequest }] of uses.entries()) {
        const list = lists[index]!;
        if (list.length === 0) {
          // An answer may hold names that were taken once and are no more.
          if (!isRequest) continue;
          report(
            schema,
            `\`${operation.label}\` does not say which events there are.`,
            'List them in one enum under `components.schemas` and refer to it.',
          );
        } else if (placeOf(list) !== placeOf(home)) {
          const isSame = toText(list) === toText(home);
          report(
            schema,
            `\`${operation.label}\` has a list of events of its own${isSame ? '' : ', with other names'}.`,
            'Refer to one enum under `components.schemas`.',
          );
        } else if (!hasName(list)) {
          report(
            schema,
            `The events in \`${operation.label}\` have no name of their own.`,
            'Move the enum to `components.schemas` and refer to it.',
          );
        }
      }
    }
  },
};

/** The list that others should refer to: one with a name, of these the one that is used most. */
function findHome(lists: readonly (readonly Spot[])[]): readonly Spot[] {
  const uses = (list: readonly Spot[]): number => lists.filter((other) => placeOf(other) === placeOf(list)).length;
  return lists.toSorted((a, b) => Number(hasName(b)) - Number(hasName(a)) || uses(b) - uses(a))[0] ?? [];
}

/** Whether a list stands right under a name in `components.schemas`, or in a file of its own. */
function hasName([first]: readonly Spot[]): boolean {
  return /^#\/(components\/schemas\/[^/]+\/)?(enum|const|oneOf|anyOf)\b/.test(first?.at.pointer ?? '');
}

function placeOf([first]: readonly Spot[]): string | undefined {
  return first?.at.absolutePointer;
}

function toText(list: readonly Spot[]): string {
  return list
    .map(({ value }) => String(value))
    .toSorted()
    .join();
}
