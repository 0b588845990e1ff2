/** What the bodies of hooks may be, as schemas and as the code of a right server. */

/** A JSON object. */
export type Fields = Record<string, any>;

/** Kinds of a hook. */
export const KINDS = ['push', 'pull', 'both'];
const TAGS = ['a', 'b', 'c', 'd'];

/** Whether a value is a text. */
export const isText = (value: unknown): value is string => typeof value === 'string';
/** Characters of a text. */
export const length = (value: unknown): number => [...String(value)].length;
const isUrl = (value: unknown): boolean =>
  isText(value) && /^[a-z]+:\/\/[^\s<>"{}|\\^`]+$/i.test(value) && URL.canParse(value);

const isRecord = (value: unknown): value is Fields =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
const isDay = (value: unknown): boolean => {
  const time = isText(value) && /^\d{4}-\d\d-\d\d$/.test(value) ? new Date(value) : undefined;
  return time !== undefined && !Number.isNaN(time.getTime()) && time.toISOString().startsWith(String(value));
};

/** Every way in which a body can be wrong: name → whether it is. */
export const problems: Readonly<Record<string, (body: Fields) => boolean>> = {
  'name type': ({ name }) => name !== undefined && !isText(name),
  'name minLength': ({ name }) => isText(name) && length(name) < 2,
  'name maxLength': ({ name }) => isText(name) && length(name) > 80,
  'url type': ({ url }) => url !== undefined && !isText(url),
  'url format': ({ url }) => isText(url) && !isUrl(url),
  'url pattern': ({ url }) => isText(url) && isUrl(url) && !url.startsWith('https://'),
  'size type': ({ size }) => size !== undefined && !Number.isInteger(size),
  'size minimum': ({ size }) => typeof size === 'number' && size < 2,
  'size maximum': ({ size }) => typeof size === 'number' && size > 10,
  'size multipleOf': ({ size }) => Number.isInteger(size) && size % 2 !== 0,
  'kind enum': ({ kind }) => kind !== undefined && !KINDS.includes(kind),
  'tags type': ({ tags }) => tags !== undefined && !Array.isArray(tags),
  'tags minItems': ({ tags }) => Array.isArray(tags) && tags.length < 1,
  'tags maxItems': ({ tags }) => Array.isArray(tags) && tags.length > 3,
  'tags uniqueItems': ({ tags }) => Array.isArray(tags) && new Set(tags).size < tags.length,
  'tags enum': ({ tags }) => Array.isArray(tags) && tags.some((tag) => !TAGS.includes(tag)),
  'note type': ({ note }) => note !== undefined && note !== null && !isText(note),
  'on type': ({ on }) => on !== undefined && typeof on !== 'boolean',
  'labels type': ({ labels }) =>
    labels !== undefined && (typeof labels !== 'object' || labels === null || Array.isArray(labels)),
  'labels maxProperties': ({ labels }) => isRecord(labels) && Object.keys(labels).length > 3,
  'labels propertyNames': ({ labels }) =>
    isRecord(labels) && Object.keys(labels).some((key) => !/^x-[a-z]{1,8}$/.test(key)),
  'labels values': ({ labels }) => isRecord(labels) && Object.values(labels).some((label) => !isText(label)),
  'labels maxLength': ({ labels }) =>
    isRecord(labels) && Object.values(labels).some((label) => isText(label) && length(label) > 20),
  'slug pattern': ({ slug }) => slug !== undefined && !(isText(slug) && /^[a-z]{3,12}$/.test(slug)),
  'day format': ({ day }) => day !== undefined && !isDay(day),
  'mails maxItems': ({ mails }) => Array.isArray(mails) && mails.length > 2,
  'mails other': ({ mails }) =>
    mails !== undefined &&
    !(
      Array.isArray(mails) &&
      new Set(mails).size === mails.length &&
      mails.every((mail: unknown) => isText(mail) && /^[^\s@]+@[^\s@]+$/.test(mail))
    ),
  'match other': ({ match }) =>
    match !== undefined &&
    !(isText(match) && match !== '') &&
    !(Number.isInteger(match) && match >= 0) &&
    !(Array.isArray(match) && match.length > 0 && match.every(isText)),
  'token type': ({ token }) => token !== undefined && !isText(token),
  'user without token': ({ user, token }) => user !== undefined && token === undefined,
  'user type': ({ user }) => user !== undefined && !isText(user),
  additionalProperties: (body) => Object.keys(body).some((name) => !Object.hasOwn(properties, name)),
};
/** The same of what a create has to have. */
export const required: typeof problems = {
  'name required': ({ name }) => name === undefined,
  'url required': ({ url }) => url === undefined,
};

/** Schemas of what a hook has. */
export const properties = {
  name: { type: 'string', minLength: 2, maxLength: 80 },
  url: { type: 'string', format: 'uri', pattern: '^https://' },
  size: { type: 'integer', minimum: 2, maximum: 10, multipleOf: 2 },
  kind: { type: 'string', enum: KINDS },
  tags: { type: 'array', minItems: 1, maxItems: 3, uniqueItems: true, items: { type: 'string', enum: TAGS } },
  note: { type: ['string', 'null'] },
  on: { type: 'boolean' },
  labels: {
    type: 'object',
    default: {},
    maxProperties: 3,
    propertyNames: { pattern: '^x-[a-z]{1,8}$' },
    additionalProperties: { type: 'string', maxLength: 20 },
  },
  slug: { type: 'string', pattern: '^[a-z]{3,12}$' },
  day: { type: 'string', format: 'date' },
  mails: { type: 'array', default: [], maxItems: 2, uniqueItems: true, items: { type: 'string', format: 'email' } },
  match: {
    oneOf: [
      { type: 'string', minLength: 1 },
      { type: 'integer', minimum: 0 },
      { type: 'array', minItems: 1, items: { type: 'string' } },
    ],
  },
  user: { type: 'string' },
  token: { type: 'string', writeOnly: true },
};
