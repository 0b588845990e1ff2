/**
 * Where the mock's default mode answers otherwise than the `prism mock` command, with the reason. Bodies of
 * `application/problem+json` are not compared: theirs name a rule of Prism, ours say what is wrong with this request.
 * docs/prism.md shows this table.
 */

/** One documented difference. */
export interface DefaultDifference {
  readonly name: string;
  readonly what: string;
  readonly why: string;
  /** The cases of `prism-cases.ts` that show it, by name. */
  readonly cases: readonly string[];
}

/** All of them. */
export const DEFAULT_DIFFERENCES: readonly DefaultDifference[] = [
  {
    name: 'WhatTheClientAskedFor',
    what: 'A preference that the contract cannot meet is a 404 that names what there is; Prism says 500 for some.',
    why: 'The request is at fault, not the server.',
    cases: ['GET /items | Prefer: code=404, example=missing', 'GET /text-object | Prefer: dynamic=true'],
  },
  {
    name: 'ObjectAsText',
    what: 'An object that is documented as text is sent as JSON text; Prism says 500.',
    why: 'The contract says what to send; only its type is odd.',
    cases: ['GET /text-object'],
  },
  {
    name: 'ConcreteMediaType',
    what: 'A documented range (`*/*`, `application/*`) is sent as the type that was asked for, or a common one; Prism sends the range, 406 or 500.',
    why: 'A range is no type of a message (RFC 9110, 8.3.1), and covers every type in it.',
    cases: [
      'GET /wild',
      'GET /wild | Accept: text/plain',
      'GET /wild-object',
      'GET /wild-object | Accept: */*',
      'GET /wild-json',
      'GET /wild-json | Accept: application/json',
    ],
  },
  {
    name: 'NoVerdictOnAnswers',
    what: '`sl-violations` speaks of requests alone; Prism also lists what is wrong with its own answer and what is deprecated.',
    why: 'An example that breaks its schema is a fault of the contract: `hookspec lint` finds it, and `--errors` refuses to send it.',
    cases: ['GET /xml', 'GET /broken-example', 'GET /items?old=1'],
  },
  {
    name: 'NullBody',
    what: 'The body `null` has the wrong type; Prism says that there is none.',
    why: 'RFC 8259, 3: `null` is a JSON value.',
    cases: ['POST /items | Content-Type: application/json | null'],
  },
  {
    name: 'VendorType',
    what: '`application/vnd.item+json` is judged by its own schema; Prism judges it by the first one that ends in `json`.',
    why: 'RFC 6838: a type with a suffix is a type of its own.',
    cases: ['POST /items | Content-Type: application/vnd.item+json | {"a":1}'],
  },
  {
    name: 'NoContentType',
    what: 'A body without `Content-Type` is read as the documented type; Prism reads it as text.',
    why: 'RFC 9110, 8.3 lets the recipient look at the content; the contract says what it is.',
    cases: ['POST /items | {"name":"x"}'],
  },
  {
    name: 'ReasonInTheBody',
    what: 'An error that is documented without a body gets a problem that says what is wrong; Prism sends nothing.',
    why: 'Whoever gets a 400 wants to know why.',
    cases: ['POST /strict-empty | Content-Type: application/json | {}'],
  },
  {
    name: 'UndocumentedBody',
    what: 'A body where the contract documents none is ignored; Prism says 415.',
    why: 'Clients send `{}` with every POST, and servers ignore it.',
    cases: ['POST /no-body | Content-Type: application/json | {"a":1}'],
  },
  {
    name: 'SchemeCase',
    what: '`bearer TOKEN` is accepted.',
    why: 'RFC 9110, 11.1: the scheme is case-insensitive.',
    cases: ['GET /secure/bearer | Authorization: bearer t'],
  },
  {
    name: 'Challenge',
    what: 'Every 401 of ours carries the `WWW-Authenticate` of all schemes asked for, `Bearer` for OAuth 2 and OpenID Connect; Prism leaves it out or names no registered scheme.',
    why: 'RFC 9110, 15.5.2: a 401 must carry a challenge; `OAuth2` and `OpenID` are no schemes.',
    cases: [
      'GET /secure/basic | Authorization: Basic nonsense',
      'GET /secure/digest | Authorization: Digest username="u"',
      'GET /secure/oauth',
      'GET /secure/openid',
      'GET /secure/and | Authorization: Bearer t',
    ],
  },
  {
    name: 'OptionalSecurity',
    what: 'Credentials of another scheme where an empty alternative makes them optional: accepted; Prism says 401.',
    why: 'OpenAPI: one satisfied alternative is enough, and the empty one always is.',
    cases: ['GET /secure/optional | Authorization: Basic dTpw'],
  },
  {
    name: 'TrailingSlash',
    what: 'A trailing slash is another path: 404; Prism takes the empty text for a path parameter.',
    why: 'Path parameters are required.',
    cases: ['GET /items/'],
  },
  {
    name: 'Allow',
    what: 'A 405 lists the methods in `Allow`.',
    why: 'RFC 9110, 15.5.6: a 405 must.',
    cases: ['PUT /items | Content-Type: application/json | {}'],
  },
  {
    name: 'HeadAndOptions',
    what: '`HEAD` is answered like `GET` without a body, `OPTIONS` with what the path allows; Prism says 405.',
    why: 'RFC 9110, 9.3.2 and 9.3.7.',
    cases: ['HEAD /items', 'OPTIONS /items'],
  },
  {
    name: 'ServerParameter',
    what: 'The query parameter `__server` means nothing.',
    why: 'Each contract is mounted under its own name and base path, which choose the server.',
    cases: ['GET /items?__server=https://other.example.com'],
  },
];
