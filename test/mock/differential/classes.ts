/**
 * Every lasting difference between our verdicts and Prism's, with the reason why ours stands. docs/prism.md shows this
 * table; the differential test fails on a difference that no class explains, and on a class whose own request shows it no more.
 */
import type { Operation } from '../../../src/contract/types.ts';
import type { PlainRequest } from '../../../src/mock/message.ts';
import type { Draft } from './draft.ts';
import type { Judgement, Verdict } from './verdicts.ts';

/** One request on which the two sides differ. */
export interface Difference {
  readonly draft: Draft;
  /** What the contract documents under the path of the draft and the method that was sent. */
  readonly operation: Operation | undefined;
  readonly request: PlainRequest;
  readonly ours: Judgement;
  readonly theirs: Judgement;
}

/** A kind of difference. */
export interface DifferenceClass {
  readonly name: string;
  /** What the request has, what ours says, what Prism says. */
  readonly what: string;
  /** Why ours is right. */
  readonly why: string;
  /**
   * A request that shows it: contract, operation, `METHOD /path?query`, headers, body. `KEY` stands for a listed key.
   * The contract is a name, or a file of test/fixtures/prism.
   */
  readonly shown: readonly [string, string, string, Readonly<Record<string, string>>?, string?];
  fits(difference: Difference): boolean;
}

const JSON_TYPE = { 'content-type': 'application/json' };

const header = ({ request }: Difference, name: string): string => request.headers[name] ?? '';
const theirs = ({ theirs: { verdict } }: Difference, ...verdicts: Verdict[]): boolean => verdicts.includes(verdict);
const ours = ({ ours: { verdict } }: Difference, ...verdicts: Verdict[]): boolean => verdicts.includes(verdict);
const segments = ({ request }: Difference): string[] => request.path.split('/').slice(1);

/** All classes; the first that fits names a difference. */
export const CLASSES: readonly DifferenceClass[] = [
  {
    name: 'MalformedJson',
    what: 'A body that is no JSON: an answer that says where; Prism never answers.',
    why: 'A client that waits forever learns nothing.',
    shown: ['features', 'createItem', 'POST /items', JSON_TYPE, '{'],
    fits: (difference) => theirs(difference, 'hangs'),
  },
  {
    name: 'UnreadableContentType',
    what: 'A `Content-Type` that is no media type: ignored without a body, 415 with one; Prism ends its process.',
    why: 'RFC 9110, 8.3: the header describes a body; without one there is nothing to refuse.',
    shown: ['features', 'special', 'GET /items/special', { 'content-type': 'application/' }],
    fits: (difference) =>
      theirs(difference, 'crashes') &&
      /^[^/]*\/?$/.test(header(difference, 'content-type')) &&
      header(difference, 'content-type') !== '',
  },
  {
    name: 'UnreadableAccept',
    what: 'An `Accept` that is no media range: ignored, or 406; Prism ends its process.',
    why: 'RFC 9110, 12.5.1: what fits no range is not acceptable, which is no fault of the server.',
    shown: ['features', 'special', 'GET /items/special', { accept: 'nonsense' }],
    fits: (difference) =>
      theirs(difference, 'crashes') &&
      /^\w*$/.test(header(difference, 'accept')) &&
      header(difference, 'accept') !== '',
  },
  {
    name: 'BrokenEscape',
    what: 'A path or form with a broken percent escape: taken literally, or malformed; Prism ends its process or keeps the text.',
    why: 'Such a path names nothing that exists; a form field with it was never meant so.',
    shown: ['features', 'getItem', 'GET /items/%zz'],
    fits: (difference) =>
      theirs(difference, 'crashes', 'invalid') &&
      /%(?![0-9a-f]{2})/i.test(difference.request.path + new TextDecoder().decode(difference.request.body)),
  },
  {
    name: 'RepeatedParameter',
    what: 'A parameter sent twice that is no exploded list: refused; Prism takes the last one.',
    why: 'The two sides of a call should not have to agree on which one counts.',
    shown: ['parameters', 'query', 'GET /query?limit=1&csv=1&csv=2'],
    fits: (difference) =>
      ours(difference, 'invalid') && difference.ours.reasons.some((reason) => /is sent \d+ times/.test(reason)),
  },
  {
    name: 'HeadAsGet',
    what: '`HEAD` where the contract has `GET` alone: answered as `GET` without a body; Prism says 405.',
    why: 'RFC 9110, 9.3.2: HEAD is GET without the content, and servers support both.',
    shown: ['features', 'special', 'HEAD /items/special'],
    fits: (difference) => difference.request.method === 'HEAD' && !difference.operation,
  },
  {
    name: 'EmptySegment',
    what: 'A trailing slash or an empty path parameter: 404; Prism takes the empty text for the parameter.',
    why: 'OpenAPI makes path parameters required; `/items/` is not `/items/{id}`.',
    shown: ['features', 'listItems', 'GET /items/'],
    fits: (difference) => segments(difference).includes('') && ours(difference, 'noPath'),
  },
  {
    name: 'DotSegments',
    what: 'A path with `..`: taken as sent; Prism removes the segment and the one before it.',
    why: 'RFC 3986, 5.2.4 gives that work to the client. A server that does it too can be led to other paths.',
    shown: ['features', 'getItem', 'GET /items/..'],
    fits: (difference) => segments(difference).some((segment) => segment === '..' || segment === '.'),
  },
  {
    name: 'LiteralPathWins',
    what: 'A path that is written out in the contract, with a method it lacks there: 405; Prism falls back to a template.',
    why: 'OpenAPI: concrete paths are matched before templated ones. `DELETE /webhooks/deliveries` deletes no webhook of that name.',
    shown: ['features', 'special', 'DELETE /items/special'],
    fits: (difference) => ours(difference, 'noMethod') && !theirs(difference, 'noPath', 'noMethod'),
  },
  {
    name: 'SchemeCase',
    what: '`bearer TOKEN`: accepted; Prism insists on `Bearer`.',
    why: 'RFC 9110, 11.1: the scheme is case-insensitive.',
    shown: ['features', 'secureBearer', 'GET /secure/bearer', { authorization: 'bearer t' }],
    fits: (difference) =>
      theirs(difference, 'unauthenticated') &&
      !ours(difference, 'unauthenticated') &&
      /^(?!Bearer)[Bb][Ee][Aa][Rr][Ee][Rr] /.test(header(difference, 'authorization')),
  },
  {
    name: 'UnknownKey',
    what: 'A key that the contract does not list: 401; Prism takes any text for a key.',
    why: 'The contract names its test keys (`x-keys`); a client must see what a wrong key does.',
    shown: ['lava', 'listWebhooks', 'GET /webhooks', { authorization: 'Bearer unknown' }],
    fits: (difference) =>
      ours(difference, 'unauthenticated') &&
      theirs(difference, 'accepted', 'invalid', 'mediaType', 'notAcceptable') &&
      header(difference, 'authorization') !== '',
  },
  {
    name: 'CursorOfNoAnswer',
    what: 'A pagination cursor that no answer gave: refused; Prism sees only a text.',
    why: 'The mock knows its own cursors; no schema can.',
    shown: ['lava', 'listWebhooks', 'GET /webhooks?cursor=x', { authorization: 'Bearer KEY' }],
    fits: (difference) =>
      ours(difference, 'invalid') &&
      difference.ours.reasons.some((reason) => reason.includes('no cursor that an earlier answer gave')),
  },
  {
    name: 'UndocumentedBody',
    what: 'A body where the contract documents none: ignored; Prism says 415.',
    why: 'Clients send `{}` or an empty form with every POST; RFC 9110, 9.3 gives such content no meaning, and servers ignore it.',
    shown: ['features', 'noBody', 'POST /no-body', JSON_TYPE, '{}'],
    fits: (difference) =>
      theirs(difference, 'mediaType') && !difference.operation?.requestBody && difference.request.body.length > 0,
  },
  {
    name: 'NoContentType',
    what: 'A body without `Content-Type`: read as the documented type; Prism reads it as text and finds no object.',
    why: 'RFC 9110, 8.3 lets the recipient look at the content; the contract says what it is.',
    shown: ['features', 'strict', 'POST /strict', {}, '{"a":1}'],
    fits: (difference) =>
      header(difference, 'content-type') === '' &&
      difference.request.body.length > 0 &&
      Boolean(difference.operation?.requestBody),
  },
  {
    name: 'SuffixIsAnotherType',
    what: '`application/problem+json` where `application/json` is documented: 415; Prism takes what ends in `+json` for JSON.',
    why: 'RFC 6838: a type with a suffix is a type of its own.',
    shown: ['features', 'strict', 'POST /strict', { 'content-type': 'application/problem+json' }, '{"a":1}'],
    fits: (difference) =>
      ours(difference, 'mediaType') &&
      (isSuffixed(header(difference, 'content-type')) ||
        (difference.operation?.requestBody?.content ?? []).some(({ type }) => isSuffixed(type))),
  },
  {
    name: 'Charset',
    what: 'JSON in another charset than UTF-8: 415; Prism reads it as if it were UTF-8.',
    why: 'RFC 8259, 8.1: JSON is UTF-8.',
    shown: ['features', 'strict', 'POST /strict', { 'content-type': 'application/json; charset=latin1' }, '{"a":1}'],
    fits: (difference) =>
      ours(difference, 'mediaType') && /charset=(?!utf-8)/i.test(header(difference, 'content-type')),
  },
  {
    name: 'AcceptWithMemory',
    what: 'An `Accept` that no documented type fits, at an operation with memory: its JSON all the same; Prism says 406.',
    why: 'RFC 9110, 12.4.1 lets a server disregard the header, which the providers do; 406 stays where schemas alone answer.',
    shown: ['lava', 'listWebhooks', 'GET /webhooks', { authorization: 'Bearer KEY', accept: 'text/html' }],
    fits: (difference) =>
      theirs(difference, 'notAcceptable') && !ours(difference, 'notAcceptable') && hasMemory(difference.operation),
  },
  {
    name: 'DocumentedRange',
    what: 'A response documented as `*/*` or `text/*`: sent as the type that was asked for; Prism says 406.',
    why: 'OpenAPI: a range covers the types in it.',
    shown: ['features', 'wild', 'GET /wild', { accept: 'text/plain' }],
    fits: (difference) =>
      ours(difference, 'accepted') &&
      theirs(difference, 'notAcceptable') &&
      (difference.operation?.responses ?? []).some(({ content }) => content.some(({ type }) => type.includes('*'))),
  },
  {
    name: 'OptionalSecurity',
    what: 'Unreadable credentials where an empty alternative makes them optional: accepted; Prism says 401.',
    why: 'OpenAPI: one satisfied alternative is enough, and the empty one always is.',
    shown: ['features', 'secureOptional', 'GET /secure/optional', { authorization: 'Basic dTpw' }],
    fits: (difference) =>
      theirs(difference, 'unauthenticated') &&
      (difference.operation?.security ?? []).some((alternative) => alternative.length === 0),
  },
  {
    name: 'WrongStyle',
    what: 'A parameter that is not written in its style (`label`, `matrix`, pairs, `deepObject`): refused; Prism ends its process or sees nothing.',
    why: 'The style is part of the contract; a client that ignores it would fail at the provider.',
    shown: ['parameters', 'label', 'GET /label/a'],
    fits: (difference) =>
      ours(difference, 'invalid') &&
      theirs(difference, 'crashes', 'accepted', 'notAcceptable') &&
      difference.ours.reasons.some((reason) => /\(style \w+\)|pairs of a name/.test(reason)),
  },
  {
    name: 'NullBody',
    what: 'The body `null`: checked like any other; Prism takes it for no body.',
    why: 'RFC 8259, 3: `null` is a JSON value.',
    shown: ['features', 'strict400', 'POST /strict-400', JSON_TYPE, 'null'],
    fits: (difference) => new TextDecoder().decode(difference.request.body) === 'null' && ours(difference, 'invalid'),
  },
  {
    name: 'MalformedMultipart',
    what: 'A multipart body without its boundary: malformed; Prism finds no parts and misses what is required.',
    why: 'RFC 2046, 5.1.1: without the boundary there are no parts to judge.',
    shown: ['features', 'upload', 'POST /upload', { 'content-type': 'multipart/form-data; boundary=xx' }, 'a=b'],
    fits: (difference) => ours(difference, 'malformed') && header(difference, 'content-type').startsWith('multipart/'),
  },
  {
    name: 'EmptyValue',
    what: 'An empty text for a query parameter: judged by its schema; Prism takes it for absent.',
    why: 'OpenAPI: only `allowEmptyValue` makes an empty value a valid one.',
    shown: ['parameters', 'query', 'GET /query?limit=1&day='],
    fits: (difference) =>
      (ours(difference, 'invalid') || theirs(difference, 'invalid')) && /=(?:&|$)/.test(difference.request.query),
  },
  {
    name: 'NumberFromBlank',
    what: 'A blank text for a number: refused; Prism turns it into 0.',
    why: 'JSON Schema knows no such reading: a blank is no number.',
    shown: ['features', 'getItem', 'GET /items/%20'],
    fits: (difference) =>
      ours(difference, 'invalid') &&
      theirs(difference, 'accepted', 'notAcceptable') &&
      difference.ours.reasons.some((reason) => /must be an? (?:integer|number)/.test(reason)),
  },
];

function hasMemory(operation: Operation | undefined): boolean {
  return operation !== undefined && (operation.roles.length > 0 || Boolean(operation.view ?? operation.action));
}

function isSuffixed(type: string): boolean {
  return /\+\w+\s*(?:;|$)/.test(type);
}

/** The class of a difference. */
export function classify(difference: Difference): DifferenceClass | undefined {
  return CLASSES.find((candidate) => candidate.fits(difference));
}
