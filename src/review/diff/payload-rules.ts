/** Rules about schemas. The prover decides them; here they get names, and levels for where it cannot. */
import type { Direction, Level } from './change.ts';
import type { DifferenceKind, SchemaDifference } from './prove/comparison.ts';
import { ITSELF, NOTHING, type Action, type Rule } from './propose/rule.ts';

/** Keywords with a rule of their own, and the name that stands in its id. */
const KEYWORDS: Readonly<Record<string, string>> = {
  type: 'type',
  const: 'const',
  additionalProperties: 'additional-properties',
  patternProperties: 'pattern-properties',
  propertyNames: 'property-names',
  unevaluatedProperties: 'unevaluated-properties',
  minProperties: 'min-properties',
  maxProperties: 'max-properties',
  dependentRequired: 'dependent-required',
  dependentSchemas: 'dependent-schemas',
  items: 'items',
  prefixItems: 'prefix-items',
  unevaluatedItems: 'unevaluated-items',
  contains: 'contains',
  minContains: 'min-contains',
  maxContains: 'max-contains',
  minItems: 'min-items',
  maxItems: 'max-items',
  uniqueItems: 'unique-items',
  minLength: 'min-length',
  maxLength: 'max-length',
  pattern: 'pattern',
  format: 'format',
  contentEncoding: 'content-encoding',
  contentMediaType: 'content-media-type',
  contentSchema: 'content-schema',
  minimum: 'minimum',
  maximum: 'maximum',
  exclusiveMinimum: 'exclusive-minimum',
  exclusiveMaximum: 'exclusive-maximum',
  multipleOf: 'multiple-of',
  allOf: 'all-of',
  anyOf: 'any-of',
  oneOf: 'one-of',
  not: 'not',
  if: 'condition',
  discriminator: 'discriminator',
  'x-public-address': 'public-address',
};

/** Keywords whose rules have plainer names: where fewer, more or other values are allowed. */
const PLAIN: Readonly<Record<string, Readonly<Record<Way, readonly [id: string, title: string]>>>> = {
  required: {
    narrowed: ['property-became-required', 'a property is required now'],
    widened: ['property-became-optional', 'a required property may be missing now'],
    changed: ['required-properties-changed', 'other properties are required'],
  },
  properties: {
    narrowed: ['property-removed', 'a property is gone'],
    widened: ['property-added', 'a property is new'],
    changed: ['property-changed', 'a property means something else'],
  },
  enum: {
    narrowed: ['enum-value-removed', 'a listed value is gone'],
    widened: ['enum-value-added', 'a value is new in the list'],
    changed: ['enum-values-changed', 'other values are listed'],
  },
};

/** Name for everything that has none above. */
const OTHER = 'schema';

const DIRECTIONS: readonly Direction[] = ['request', 'response', 'event', 'acknowledgement'];

/** What became of the values that a keyword allows. */
type Way = 'narrowed' | 'widened' | 'changed';

const WAYS: readonly Way[] = ['narrowed', 'widened', 'changed'];

const ACTIONS: Readonly<Record<Way, Action>> = { narrowed: 'stricter', widened: 'looser', changed: 'changed' };

const ALLOWS: Readonly<Record<Way, string>> = { narrowed: 'fewer', widened: 'more', changed: 'other' };

const INSTEAD: Readonly<Record<Direction, string>> = {
  request: 'Go on accepting what was accepted; add an optional member or a new version instead.',
  response: 'Go on answering within the old schema; put what is new into a member of its own.',
  event: 'Go on sending within the old schema; put what is new into a member of its own or another event.',
  acknowledgement: 'Go on accepting the answers of subscribers that are in use.',
};

const ARTICLE: Readonly<Record<Direction, string>> = {
  request: 'a request',
  response: 'an answer',
  event: 'an event',
  acknowledgement: "a subscriber's answer",
};

/** One for each direction, keyword and way it changed. */
export const payloadRules: readonly Rule[] = DIRECTIONS.flatMap((direction) =>
  [...Object.keys(PLAIN), ...new Set(Object.values(KEYWORDS)), OTHER].flatMap((subject) =>
    WAYS.map((way): Rule => {
      const level = levelOf(direction, way);
      const [id, what] = nameOf(subject, way);
      return {
        id: `${direction}-${id}`,
        title: `In ${ARTICLE[direction]}, ${what}.`,
        direction,
        area: 'schema',
        kind: 'values',
        action: ACTIONS[way],
        level,
        instead: level === 'breaking' ? INSTEAD[direction] : NOTHING,
        mirror:
          way === 'changed'
            ? ITSELF
            : `${direction}-${nameOf(subject, way === 'narrowed' ? 'widened' : 'narrowed')[0]}`,
      };
    }),
  ),
);

function nameOf(subject: string, way: Way): readonly [id: string, title: string] {
  const words = subject === OTHER ? 'a schema' : subject.replaceAll('-', ' ');
  return PLAIN[subject]?.[way] ?? [`${subject}-${way}`, `${words} allows ${ALLOWS[way]} values`];
}

const BY_ID = new Map(payloadRules.map((rule) => [rule.id, rule]));

/** The rule that a difference falls under. */
export function payloadRuleOf(direction: Direction, { keyword, kind }: SchemaDifference): Rule {
  const isCondition = keyword === 'then' || keyword === 'else';
  const subject = PLAIN[keyword] ? keyword : (KEYWORDS[isCondition ? 'if' : keyword] ?? OTHER);
  return BY_ID.get(`${direction}-${nameOf(subject, wayOf(keyword, kind))[0]}`)!;
}

// A keyword that is new restricts, except a member that is described now: that says more and asks for nothing.
function wayOf(keyword: string, kind: DifferenceKind): Way {
  if (kind !== 'added' && kind !== 'removed') return kind;
  if (keyword === 'properties') return kind === 'added' ? 'widened' : 'narrowed';
  return kind === 'added' ? 'narrowed' : 'widened';
}

function levelOf(direction: Direction, way: Way): Level {
  if (way === 'changed') return 'breaking';
  const isReadByHead = direction === 'request' || direction === 'acknowledgement';
  return (way === 'narrowed') === isReadByHead ? 'breaking' : 'info';
}
