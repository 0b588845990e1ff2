/** Secrets of resources: who is shown them, and how long an old one lives. */
import type { Role } from '../../../../contract/behaviour.ts';
import { toPointer } from '../../../../contract/pointer.ts';
import type { Report } from '../proposal.ts';
import { definePair, defineRule, type Rule } from '../rule.ts';
import { lengthOf, minus } from './compare.ts';
import { pairResources, type ResourcePair } from './pair-resources.ts';
import type { BehaviourPair } from './versions.ts';

export const secretRules: readonly Rule[] = [
  ...definePair(
    { direction: 'response', area: 'resource', kind: 'existence' },
    {
      id: 'secret-hidden',
      title: 'An answer does not show the secret any more.',
      action: 'removed',
      level: 'breaking',
      instead: 'Go on showing the secret where programs read it, until they read it elsewhere.',
    },
    { id: 'secret-shown', title: 'An answer shows the secret now.', action: 'added', level: 'info' },
  ),
  ...definePair(
    { direction: 'event', area: 'resource', kind: 'bound' },
    {
      id: 'secret-overlap-shortened',
      title: 'A rotated secret is replaced sooner.',
      action: 'stricter',
      level: 'breaking',
      instead: 'Keep the old secret valid for as long as subscribers take to change it.',
    },
    { id: 'secret-overlap-extended', title: 'A rotated secret stays valid longer.', action: 'looser', level: 'info' },
  ),
  defineRule({
    direction: 'response',
    area: 'resource',
    kind: 'form',
    id: 'secret-form-changed',
    title: 'New secrets or ids look different.',
    action: 'changed',
    level: 'warning',
    instead: 'Tell users who check the form, or keep it.',
  }),
];

/** Reports secrets that are shown elsewhere, live shorter or look different. */
export function checkSecrets(pair: BehaviourPair, report: Report): void {
  for (const resources of pairResources(pair)) {
    compareShown(resources, report);
    compareOverlap(resources, pair.events, report);
    compareForms(resources, report);
  }
}

function compareShown({ base, head, operationsOf }: ResourcePair, report: Report): void {
  const shown = (resource: ResourcePair['base']): readonly Role[] => resource.secret?.shown ?? [];
  const tell = (rule: string, role: Role, verb: string): void => {
    const operations = operationsOf(role);
    report(rule, {
      operations,
      place: `${operations[0]!} secret`,
      base: pointerOf(base, base.secret && 'secret'),
      head: pointerOf(head, head.secret && 'secret'),
      message: `The answer to ${role} ${verb} the secret of ${base.name}.`,
      values: [role],
    });
  };
  for (const role of minus(shown(base), shown(head))) tell('secret-hidden', role, 'no longer shows');
  for (const role of minus(shown(head), shown(base))) tell('secret-shown', role, 'shows');
}

function compareOverlap({ base, head }: ResourcePair, events: readonly string[], report: Report): void {
  if (!base.secret || !head.secret) return;
  const [was, is] = [base.secret.overlap, head.secret.overlap];
  if (lengthOf(was) === lengthOf(is)) return;
  report(lengthOf(is) < lengthOf(was) ? 'secret-overlap-shortened' : 'secret-overlap-extended', {
    operations: events,
    place: `rotation of ${base.name}`,
    base: pointerOf(base, 'secret'),
    head: pointerOf(head, 'secret'),
    message: `After a rotation the old secret of ${base.name} ${lives(is)}; before it ${lives(was)}.`,
    values: [was ?? null, is ?? null],
  });
}

function lives(overlap: string | undefined): string {
  return overlap === undefined ? 'ends at once' : `lives for ${overlap}`;
}

function compareForms({ base, head, operationsOf }: ResourcePair, report: Report): void {
  const forms = [
    ['secret', base.secret?.generate, head.secret?.generate],
    ['id', base.id?.generate, head.id?.generate],
  ] as const;
  for (const [member, was, is] of forms) {
    if (was === undefined || is === undefined || was === is) continue;
    const operations = operationsOf('create');
    report('secret-form-changed', {
      operations,
      place: `${operations[0]!} ${member}`,
      base: `${pointerOf(base, member)}/generate`,
      head: `${pointerOf(head, member)}/generate`,
      message: `A new ${member} of ${base.name} looks like ${is}, no longer like ${was}.`,
      values: [was, is],
    });
  }
}

function pointerOf({ name }: ResourcePair['base'], member: string | undefined): string {
  return `/x-resource${toPointer([name, ...(member === undefined ? [] : [member])])}`;
}
