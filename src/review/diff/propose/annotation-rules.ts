/** Rules about what schemas say beside what they accept. */
import type { Direction } from '../change.ts';
import { definePair, defineRule, NOTHING, type Rule } from './rule.ts';

const DIRECTIONS: readonly Direction[] = ['request', 'response', 'event', 'acknowledgement'];

const SUBJECT: Readonly<Record<Direction, string>> = {
  request: 'a request',
  response: 'an answer',
  event: 'an event',
  acknowledgement: "a subscriber's answer",
};

const KEEP_MEANING = 'Keep what absence means; let clients ask for the new value.';

/** For each direction: defaults, deprecation, what is read or sent at all, lists that may grow. */
export const annotationRules: readonly Rule[] = [
  defineRule({
    direction: 'request',
    area: 'parameter',
    kind: 'default',
    id: 'request-parameter-default-changed',
    title: 'A parameter that is left out means something else.',
    action: 'changed',
    level: 'breaking',
    instead: KEEP_MEANING,
  }),
  ...DIRECTIONS.flatMap((direction) => rulesOf(direction)),
];

function rulesOf(direction: Direction): Rule[] {
  const isReadByHead = direction === 'request' || direction === 'acknowledgement';
  const subject = SUBJECT[direction];
  const schema = { direction, area: 'schema' } as const;
  return [
    defineRule({
      ...schema,
      kind: 'default',
      id: `${direction}-default-changed`,
      title: `In ${subject}, a property that is left out means something else.`,
      action: 'changed',
      level: isReadByHead ? 'warning' : 'info',
      instead: isReadByHead ? KEEP_MEANING : NOTHING,
    }),
    defineRule({
      ...schema,
      kind: 'form',
      id: `${direction}-content-changed`,
      title: `In ${subject}, what a text holds is encoded in another way, or is of another media type.`,
      action: 'changed',
      level: 'breaking',
      instead: 'Put the new content into a member of its own.',
    }),
    defineRule({
      ...schema,
      kind: 'form',
      id: `${direction}-schema-unreadable`,
      title: `In ${subject}, a schema has a keyword that no validator can read, so what it allows is not known.`,
      action: 'changed',
      level: 'warning',
      instead: 'Mend the keyword, then compare again.',
    }),
    ...definePair(
      { ...schema, kind: 'lifecycle' },
      {
        id: `${direction}-property-deprecated`,
        title: `In ${subject}, a value is marked deprecated.`,
        action: 'stricter',
        level: 'info',
      },
      {
        id: `${direction}-property-reinstated`,
        title: `In ${subject}, a value is not deprecated any more.`,
        action: 'looser',
        level: 'info',
      },
    ),
    ...(isReadByHead
      ? definePair(
          { ...schema, kind: 'existence' },
          {
            id: `${direction}-property-became-read-only`,
            title: `In ${subject}, a property does not count any more: it is read-only.`,
            action: 'stricter',
            level: 'warning',
            instead: 'Go on reading the property.',
          },
          {
            id: `${direction}-property-became-writable`,
            title: `In ${subject}, a property that was read-only counts now.`,
            action: 'looser',
            level: 'info',
          },
        )
      : definePair(
          { ...schema, kind: 'existence' },
          {
            id: `${direction}-property-became-write-only`,
            title: `In ${subject}, a property does not come any more: it is write-only.`,
            action: 'stricter',
            level: 'warning',
            instead: 'Go on sending the property.',
          },
          {
            id: `${direction}-property-became-readable`,
            title: `In ${subject}, a property that was write-only comes now.`,
            action: 'looser',
            level: 'info',
          },
        )),
    ...definePair(
      { ...schema, kind: 'name' },
      {
        id: `${direction}-alternative-removed`,
        title: `In ${subject}, a named alternative of a union is gone, although its values pass as another one.`,
        action: 'removed',
        level: isReadByHead ? 'breaking' : 'info',
        instead: isReadByHead ? 'Keep the alternative.' : NOTHING,
      },
      {
        id: `${direction}-alternative-added`,
        title: `In ${subject}, a union has a named alternative more, although its values pass as another one.`,
        action: 'added',
        level: isReadByHead ? 'info' : 'breaking',
        instead: isReadByHead
          ? NOTHING
          : 'Send the new alternative in a member of its own, or to those who ask for it.',
      },
    ),
    ...definePair(
      { ...schema, kind: 'values' },
      {
        id: `${direction}-extensible-value-removed`,
        title: `In ${subject}, a value of a list that may grow is gone.`,
        action: 'removed',
        level: isReadByHead ? 'breaking' : 'info',
        instead: isReadByHead ? 'Go on accepting the value.' : NOTHING,
      },
      {
        id: `${direction}-extensible-value-added`,
        title: `In ${subject}, a list that may grow has a value more.`,
        action: 'added',
        level: 'info',
      },
    ),
  ];
}
