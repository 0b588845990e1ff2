/**
 * The contract as every other room sees it: one frozen, indexed view of an OpenAPI document.
 * `load.ts` builds it; nothing outside this folder reads the raw document to learn behaviour.
 */
import type { SourceProblem } from './source/problem.ts';
import type { Behaviour, Evidence, Outcomes, RateLimit, Role, View, Action } from './behaviour.ts';

/** Any JSON value. */
export type Json = null | boolean | number | string | readonly Json[] | { readonly [key: string]: Json };
/** A JSON object. */
export type JsonObject = { readonly [key: string]: Json };
/** A JSON Schema (2020-12) as it stands in an OpenAPI 3.1 document; `$ref`s are kept. */
export type JsonSchema = boolean | JsonObject;

/** HTTP methods an OpenAPI path item may carry, in lower case. */
export type Method = 'get' | 'put' | 'post' | 'delete' | 'options' | 'head' | 'patch' | 'trace';

/** A place in a source file; line and column count from 1. */
export interface Location {
  readonly file: string;
  readonly line: number;
  readonly column: number;
}

/** A named example of a media type or header. */
export interface NamedExample {
  /** Key under `examples`; `default` for a lone `example`. */
  readonly name: string;
  readonly value: Json;
  /** JSON pointer of the value in `Contract.document`. */
  readonly pointer: string;
}

/** One entry of a `content` map. */
export interface MediaType {
  /** Media type or range as written, e.g. `application/json`, `text/*`. */
  readonly type: string;
  readonly pointer: string;
  /** JSON pointer of the schema in `Contract.document`; absent when none is declared. */
  readonly schemaPointer?: string;
  readonly schema?: JsonSchema;
  readonly examples: readonly NamedExample[];
}

/** A request parameter, `$ref`s resolved; operation-level entries have replaced path-level ones. */
export interface Parameter {
  readonly name: string;
  readonly in: 'path' | 'query' | 'header' | 'cookie';
  readonly required: boolean;
  readonly style: string;
  readonly explode: boolean;
  readonly pointer: string;
  readonly schemaPointer?: string;
  readonly schema?: JsonSchema;
  /** `content` parameters: the one media type. */
  readonly content?: MediaType;
  readonly examples: readonly NamedExample[];
}

/** A response header. */
export interface Header {
  readonly name: string;
  readonly required: boolean;
  readonly pointer: string;
  readonly schemaPointer?: string;
  readonly schema?: JsonSchema;
  readonly examples: readonly NamedExample[];
}

/** A documented response of an operation. */
export interface ResponseSpec {
  /** `200`, `4XX` or `default`, as written. */
  readonly status: string;
  readonly pointer: string;
  readonly description: string;
  readonly headers: readonly Header[];
  readonly content: readonly MediaType[];
  readonly evidence?: Evidence;
}

/** A request body, `$ref`s resolved. */
export interface RequestBody {
  readonly required: boolean;
  readonly pointer: string;
  readonly content: readonly MediaType[];
}

/** One way to authenticate: every scheme listed here is needed together. */
export type SecurityRequirement = readonly { readonly scheme: string; readonly scopes: readonly string[] }[];

/** A security scheme, `$ref`s resolved. */
export interface SecurityScheme {
  readonly name: string;
  readonly type: 'http' | 'apiKey' | 'oauth2' | 'openIdConnect' | 'mutualTLS';
  /** `http` only, lower case: `bearer`, `basic`. */
  readonly scheme?: string;
  /** `apiKey` only. */
  readonly in?: 'query' | 'header' | 'cookie';
  readonly parameterName?: string;
  readonly pointer: string;
}

/** A role that an operation plays for a resource, e.g. `create` for `webhook`. */
export interface RoleLink {
  readonly resource: string;
  readonly role: Role;
}

/** One operation. */
export interface Operation {
  /** `operationId`, or `<method> <path>` where the document has none. Unique in the contract. */
  readonly id: string;
  readonly method: Method;
  /** Path template as written, e.g. `/webhooks/{id}`. */
  readonly path: string;
  readonly pointer: string;
  readonly summary: string;
  readonly tags: readonly string[];
  readonly parameters: readonly Parameter[];
  readonly requestBody?: RequestBody;
  readonly responses: readonly ResponseSpec[];
  /** Alternatives; empty = no credentials needed. An empty alternative makes credentials optional. */
  readonly security: readonly SecurityRequirement[];
  readonly roles: readonly RoleLink[];
  readonly view?: View;
  readonly action?: Action;
  /** Document-level outcomes overlaid with the operation's own. */
  readonly outcomes: Outcomes;
  /** Quotas that count this operation. */
  readonly rateLimits: readonly RateLimit[];
  readonly evidence?: Evidence;
}

/** An event the provider sends: one entry of `webhooks`. */
export interface EventSpec {
  /** Event name, e.g. `customer.created`. */
  readonly name: string;
  readonly pointer: string;
  readonly summary: string;
  readonly description: string;
  readonly tags: readonly string[];
  readonly body?: MediaType;
  /** Headers documented on the delivery. */
  readonly headers: readonly Parameter[];
  readonly evidence?: Evidence;
}

/** A loaded contract. Deeply frozen. */
export interface Contract {
  /** Name in redocly.yaml, or the file's base name. Lower case, used in URLs and identifiers. */
  readonly name: string;
  readonly title: string;
  readonly version: string;
  /** OpenAPI version of the base file as written, before the upgrade. */
  readonly openapi: string;
  /** The document: overlay applied, upgraded to 3.1, external `$ref`s bundled, internal `$ref`s kept. */
  readonly document: JsonObject;
  /** Files read, base first. */
  readonly files: readonly string[];
  readonly servers: readonly string[];
  /** Path of the first server, no trailing slash; '' for the root. */
  readonly basePath: string;
  /** Paths of all servers, of path items and operations too, `basePath` first. A request may come below any of them. */
  readonly basePaths: readonly string[];
  readonly operations: readonly Operation[];
  readonly events: readonly EventSpec[];
  readonly securitySchemes: readonly SecurityScheme[];
  readonly behaviour: Behaviour;
  /** Whether faults were to become warnings: an operation that cannot be served is then refused by itself. */
  readonly lenient?: boolean;
  /** Faults of a document that was loaded all the same: see {@link LoadOptions.lenient}. */
  readonly warnings: readonly SourceProblem[];
  /** Where the node at a JSON pointer of `document` was written (nearest ancestor if generated). */
  locate(pointer: string): Location;
  /** Evidence that holds for a node: its own, or a `deep` one above it. */
  evidence(pointer: string): Evidence | undefined;
}

/** One broken constraint of a request or response. */
export interface Violation {
  readonly in: 'body' | 'path' | 'query' | 'header' | 'cookie';
  /** JSON pointer of the value at fault; for a missing property the pointer it should have had. `/name` for parameters. */
  readonly at: string;
  /** JSON Schema keyword, e.g. `required`, `format`, `enum`; `publicAddress` for `x-public-address`. */
  readonly keyword: string;
  /** Sentence without the place, e.g. `must have at least 1 item`. */
  readonly message: string;
  /** JSON pointer of the keyword in `Contract.document`. */
  readonly schemaPointer: string;
  readonly params: JsonObject;
}
