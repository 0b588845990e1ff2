/** How deliveries are signed. */
import type { Behaviour } from '../../../../contract/behaviour.ts';
import type { Json } from '../../../../contract/types.ts';
import type { Report } from '../proposal.ts';
import { definePair, defineRule, type Rule } from '../rule.ts';
import { isSame, show, withoutEvidence } from './compare.ts';
import type { BehaviourPair } from './versions.ts';

type SignatureScheme = NonNullable<Behaviour['signature']>;

const POINTER = '/x-webhook-signature';
const signature = { direction: 'event', area: 'signature' } as const;
const BOTH = 'Sign both ways, in two headers, until all subscribers have moved.';

export const signatureRules: readonly Rule[] = [
  ...definePair(
    { ...signature, kind: 'existence' },
    {
      id: 'event-signature-removed',
      title: 'Deliveries are not signed any more.',
      action: 'removed',
      level: 'breaking',
      instead: 'Go on signing: subscribers refuse what is not.',
    },
    { id: 'event-signature-added', title: 'Deliveries are signed now.', action: 'added', level: 'info' },
  ),
  defineRule({
    ...signature,
    kind: 'form',
    id: 'event-signature-changed',
    title: 'Deliveries are signed in another way.',
    action: 'changed',
    level: 'breaking',
    instead: BOTH,
  }),
  ...definePair(
    { ...signature, kind: 'bound' },
    {
      id: 'event-tolerance-shortened',
      title: 'The signed time of a delivery has to be younger.',
      action: 'stricter',
      level: 'breaking',
      instead: 'Keep the tolerance: deliveries wait in queues, and clocks differ.',
    },
    {
      id: 'event-tolerance-extended',
      title: 'The signed time of a delivery may be older.',
      action: 'looser',
      level: 'warning',
      instead: 'Tell subscribers: those who keep the old tolerance refuse what is older.',
    },
  ),
];

/** Reports another signature scheme, member by member, and another tolerance. */
export function checkSignatures({ base, head, events }: BehaviourPair, report: Report): void {
  const [was, is] = [base.behaviour.signature, head.behaviour.signature];
  const where = { operations: events, place: 'signature of deliveries' };
  if (was !== undefined && is === undefined) {
    report('event-signature-removed', {
      ...where,
      base: POINTER,
      message: `Deliveries do not carry ${was.header} any more.`,
    });
  } else if (was === undefined && is !== undefined) {
    report('event-signature-added', {
      ...where,
      head: POINTER,
      message: `Deliveries carry a signature in ${is.header} now.`,
    });
  } else if (was !== undefined && is !== undefined) compareSchemes(was, is, where, report);
}

function compareSchemes(
  was: SignatureScheme,
  is: SignatureScheme,
  where: { readonly operations: readonly string[]; readonly place: string },
  report: Report,
): void {
  const changed = membersOf(was).filter(([name, before]) => !isSame(before, new Map(membersOf(is)).get(name)));
  if (changed.length > 0) {
    const words = changed.map(
      ([name, before]) => `${name} ${show(new Map(membersOf(is)).get(name))} instead of ${show(before)}`,
    );
    const values = [withoutEvidence(membersOf(was)), withoutEvidence(membersOf(is))] as Json[];
    const message = `Deliveries are signed with ${words.join(', ')}.`;
    report('event-signature-changed', { ...where, base: POINTER, head: POINTER, message, values });
  }
  const [before, after] = [was.timestamp?.toleranceSeconds, is.timestamp?.toleranceSeconds];
  if (before === after || was.timestamp === undefined || is.timestamp === undefined) return;
  const isShorter = (after ?? Number.POSITIVE_INFINITY) < (before ?? Number.POSITIVE_INFINITY);
  report(isShorter ? 'event-tolerance-shortened' : 'event-tolerance-extended', {
    ...where,
    base: `${POINTER}/timestamp`,
    head: `${POINTER}/timestamp`,
    message: `A signed time may be ${age(after)} old, no longer ${age(before)}.`,
    values: [before ?? null, after ?? null],
    // Where no tolerance was documented, subscribers chose their own.
    ...(before === undefined ? { level: 'warning' as const } : {}),
  });
}

function age(seconds: number | undefined): string {
  return seconds === undefined ? 'any time' : `${seconds} s`;
}

/** What a subscriber must know to verify, in the order of the documentation; header names have no case. */
function membersOf(scheme: SignatureScheme): [name: string, value: unknown][] {
  const { header, algorithm, encoding, secret, format, timestamp, id, content } = scheme;
  const time = timestamp && { ...timestamp, toleranceSeconds: undefined, header: timestamp.header?.toLowerCase() };
  return [
    ['header', header.toLowerCase()],
    ['algorithm', algorithm],
    ['encoding', encoding],
    ['secret', secret],
    ['format', format],
    ['timestamp', time],
    ['id', id?.header.toLowerCase()],
    ['content', content],
  ];
}
