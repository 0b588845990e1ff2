/** How many resources a tenant may have, and what no two of them may share. */
import type { Resource } from '../../../../contract/behaviour.ts';
import { toPointer } from '../../../../contract/pointer.ts';
import type { Json } from '../../../../contract/types.ts';
import type { Report } from '../proposal.ts';
import { definePair, type Rule } from '../rule.ts';
import { isSame, minus, show, withoutEvidence } from './compare.ts';
import { pairResources, type ResourcePair } from './pair-resources.ts';
import type { BehaviourPair } from './versions.ts';

const resource = { direction: 'request', area: 'resource' } as const;

export const limitRules: readonly Rule[] = [
  ...definePair(
    { ...resource, kind: 'bound' },
    {
      id: 'resource-limit-lowered',
      title: 'A tenant may have fewer of a resource.',
      action: 'stricter',
      level: 'breaking',
      instead: 'Let tenants keep the limit they have, and give the new one to new tenants.',
    },
    { id: 'resource-limit-raised', title: 'A tenant may have more of a resource.', action: 'looser', level: 'info' },
  ),
  ...definePair(
    { ...resource, kind: 'existence' },
    {
      id: 'resource-unique-added',
      title: 'Two resources may not share a value any more.',
      action: 'stricter',
      level: 'breaking',
      instead: 'Go on accepting duplicates, and warn about them.',
    },
    { id: 'resource-unique-removed', title: 'Two resources may share a value now.', action: 'looser', level: 'info' },
  ),
];

/** Reports limits and rules of uniqueness that became stricter or looser. */
export function checkLimits(pair: BehaviourPair, report: Report): void {
  for (const resources of pairResources(pair)) {
    compareLimits(resources, report);
    compareUnique(resources, report);
  }
}

function compareLimits({ base, head, operationsOf }: ResourcePair, report: Report): void {
  const [was, is] = [base.limit, head.limit];
  const fewer = isStricter(was, is);
  const more = isStricter(is, was);
  if (!fewer && !more) return;
  const operations = operationsOf('create');
  const pointers = {
    base: was ? `${pointerOf(base)}/limit` : pointerOf(base),
    head: is ? `${pointerOf(head)}/limit` : pointerOf(head),
  };
  report(fewer ? 'resource-limit-lowered' : 'resource-limit-raised', {
    ...pointers,
    operations,
    place: `${operations[0]!} limit of ${base.name}`,
    message: `A tenant may have ${describe(is)} of ${base.name}, no longer ${describe(was)}.`,
    values: [withoutEvidence(was ?? null) as Json, withoutEvidence(is ?? null) as Json],
  });
}

/** Whether the second limit refuses something that the first allows. */
function isStricter(one: Resource['limit'], other: Resource['limit']): boolean {
  if (other === undefined) return false;
  if (one === undefined) return true;
  return other.max < one.max || (!isSame(one.counts, other.counts) && one.counts !== 'all');
}

function describe(limit: Resource['limit']): string {
  if (limit === undefined) return 'any number';
  const { max, counts } = limit;
  return counts === 'all' ? `${max}` : `${max} with ${counts.property.slice(1)} ${show(counts.equals)}`;
}

function compareUnique({ base, head, operationsOf }: ResourcePair, report: Report): void {
  const reduce = ({ unique }: Resource) =>
    unique.flatMap(({ by, on }) => on.map((role) => ({ by: [...by].sort(), role })));
  const tell = (rule: string, { by, role }: ReturnType<typeof reduce>[number], verb: string): void => {
    const operations = operationsOf(role);
    const names = by.map((property) => property.slice(1)).join(' and ');
    report(rule, {
      operations,
      place: `${operations[0]!} unique ${names}`,
      base: pointerOf(base),
      head: pointerOf(head),
      message: `Two of ${base.name} ${verb} have the same ${names}.`,
      values: [by],
    });
  };
  // A rule about fewer properties implies one about more of them.
  const isNew = (rules: ReturnType<typeof reduce>) => (rule: ReturnType<typeof reduce>[number]) =>
    !rules.some(({ by, role }) => role === rule.role && by.every((property) => rule.by.includes(property)));
  for (const rule of reduce(head).filter(isNew(reduce(base)))) tell('resource-unique-added', rule, 'may not');
  for (const rule of minus(reduce(base), reduce(head)).filter(isNew(reduce(head))))
    tell('resource-unique-removed', rule, 'may');
}

function pointerOf({ name }: Resource): string {
  return `/x-resource${toPointer([name])}`;
}
