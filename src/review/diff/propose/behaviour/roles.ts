/** How operations serve a resource: updates, lists, what is left out. */
import type { Role, RoleSpec } from '../../../../contract/behaviour.ts';
import { toPointer } from '../../../../contract/pointer.ts';
import type { Json } from '../../../../contract/types.ts';
import type { Report } from '../proposal.ts';
import { definePair, defineRule, type Rule } from '../rule.ts';
import { isSame, minus, show, withoutEvidence } from './compare.ts';
import { pairResources, type ResourcePair } from './pair-resources.ts';
import type { BehaviourPair } from './versions.ts';

const request = { direction: 'request', area: 'resource' } as const;
const response = { direction: 'response', area: 'resource' } as const;

export const roleRules: readonly Rule[] = [
  defineRule({
    ...request,
    kind: 'form',
    id: 'update-mode-changed',
    title: 'What an update leaves out is kept where it was reset, or the other way round.',
    action: 'changed',
    level: 'breaking',
    instead: 'Add an operation of the other method: PATCH merges, PUT replaces.',
  }),
  ...definePair(
    { ...request, kind: 'values' },
    {
      id: 'property-became-immutable',
      title: 'An update does not change a property any more.',
      action: 'stricter',
      level: 'breaking',
      instead: 'Go on taking changes of it.',
    },
    { id: 'property-became-mutable', title: 'An update may change a property now.', action: 'looser', level: 'info' },
  ),
  defineRule({
    ...request,
    kind: 'default',
    id: 'absent-property-changed',
    title: 'A property that a request leaves out becomes another value.',
    action: 'changed',
    level: 'breaking',
    instead: 'Keep what absence means; let clients ask for the new value.',
  }),
  defineRule({
    ...response,
    kind: 'form',
    id: 'list-order-changed',
    title: 'A list is sorted the other way.',
    action: 'changed',
    level: 'breaking',
    instead: 'Add a parameter that asks for the other order.',
  }),
  defineRule({
    ...response,
    kind: 'form',
    id: 'list-paging-changed',
    title: 'A list is cut into pages in another way.',
    action: 'changed',
    level: 'breaking',
    instead: 'Go on serving the old way of paging beside the new one.',
  }),
];

/** Reports operations that serve a resource in another way. */
export function checkRoles(pair: BehaviourPair, report: Report): void {
  for (const resources of pairResources(pair)) {
    for (const role of Object.keys(resources.base.operations) as Role[]) {
      const [was, is] = [resources.base.operations[role], resources.head.operations[role]];
      if (was !== undefined && is !== undefined) compareRole(resources, role, was, is, report);
    }
  }
}

function compareRole(
  { base, head, operationsOf }: ResourcePair,
  role: Role,
  was: RoleSpec,
  is: RoleSpec,
  report: Report,
): void {
  const operations = operationsOf(role);
  const tell = (rule: string, message: string, ...values: unknown[]): void =>
    report(rule, {
      operations,
      place: operations[0]!,
      base: `/x-resource${toPointer([base.name, 'operations', role])}`,
      head: `/x-resource${toPointer([head.name, 'operations', role])}`,
      message,
      values: values.map((value) => withoutEvidence(value ?? null) as Json),
    });
  if (role === 'update') {
    const kept = { merge: 'kept', replace: 'reset' } as const;
    if (was.mode !== is.mode) {
      tell(
        'update-mode-changed',
        `What an update of ${base.name} leaves out is ${kept[is.mode]} now; it was ${kept[was.mode]}.`,
        was.mode,
        is.mode,
      );
    }
    for (const property of minus(is.immutable, was.immutable))
      tell('property-became-immutable', `An update of ${base.name} does not change ${property} any more.`, property);
    for (const property of minus(was.immutable, is.immutable))
      tell('property-became-mutable', `An update of ${base.name} may change ${property} now.`, property);
  }
  for (const property of new Set([...Object.keys(was.absent), ...Object.keys(is.absent)])) {
    const [before, after] = [was.absent[property], is.absent[property]];
    if (isSame(before, after)) continue;
    tell(
      'absent-property-changed',
      `An absent ${property} becomes ${show(after ?? 'what it was')}; before ${show(before ?? 'what it was')}.`,
      property,
      before,
      after,
    );
  }
  if (role === 'list') {
    if (was.order !== is.order)
      tell('list-order-changed', `The list of ${base.name} begins with the ${is.order} now.`, is.order);
    if (!isSame(was.page, is.page)) {
      tell(
        'list-paging-changed',
        `The list of ${base.name} is cut by ${show(is.page?.style ?? 'nothing')} now; it was by ${show(was.page?.style ?? 'nothing')}.`,
        was.page,
        is.page,
      );
    }
  }
}
