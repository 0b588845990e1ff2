/**
 * What a contract says beyond schemas: the `x-*` vocabulary after reading, defaults filled in.
 * The YAML form is the same shape; JSON Schemas for it stand in `extensions/`.
 */
import type { SignatureScheme } from '../signing/scheme.ts';
import type { DeliveryPolicy } from './delivery-policy.ts';
import type { Json, JsonObject } from './types.ts';

/**
 * A value that is known only at run time. Literals stand for themselves. Strings that begin with `$` are
 * runtime expressions (OpenAPI syntax where OpenAPI has one); `{$…}` inside a longer string is interpolated;
 * `$$` begins a literal dollar sign. Objects and arrays are evaluated member by member, except the operators
 * - `{ $generate: template }` a fresh value, see {@link Template};
 * - `{ $each: expr, as: expr }` one entry per item, which is `$item` inside `as`;
 * - `{ $switch: expr, cases: { value: expr }, else: expr }`.
 *
 * Roots: `$request.body#/p`, `$request.query.n`, `$request.path.n`, `$request.header.n`, `$request.method`,
 * `$resource#/p` (the stored resource), `$tenant#/p`, `$now` (ISO 8601, seconds), `$requestId`,
 * `$reason` (one sentence: what is wrong), `$violations` (items: `$item.path` string[], `$item.field`, `$item.message`),
 * `$violations.byField` (object field → message, e.g. `events.0`), `$violations.byProperty` (by top-level property,
 * e.g. `events`), `$limit.max`, `$unique.by`, `$scope`,
 * `$rate.limit|remaining|reset|retryAfter`, `$page.total|limit|offset|number|hasMore|nextCursor`,
 * `$page.from|to` (the range an aggregate counts),
 * `$attempt.*` and `$latest.*` (an attempt, see docs/extensions/x-view.md), `$event.*` (an event of the catalog),
 * `$delivery.id|eventId|timestamp|attempt`, `$secret` and `$previous#/p` (the resource before a rotation).
 * An expression that yields nothing removes the member it would have set.
 */
export type Expression = Json;

/**
 * Text with generators in braces: `{uuid} {ulid} {sequence} {hex:N} {base62:N} {base36:N} {digits:N} {base64:BYTES}
 * {base64url:BYTES}`. `{sequence}` counts from 1, and alone it is a number.
 */
export type Template = string;

/** JSON pointer → expression: what is put into a prepared example. */
export type Fill = { readonly [pointer: string]: Expression };

/** How sure the contract is of a node. */
export interface Evidence {
  readonly kind: 'documented' | 'example' | 'sdk' | 'inferred';
  /** Where it was seen: a page, a package, or the reason for an inference. */
  readonly source: string;
  /** Date of the source, ISO 8601, when known. */
  readonly seen?: string;
  /** Other readings of the same thing that a source supports. */
  readonly conflicts?: readonly string[];
  /** Status codes a correct server may answer where the documents name none. */
  readonly candidates?: readonly number[];
  /** Holds for everything below the node too. Default false. */
  readonly deep?: boolean;
}

/** Part of a resource's life that an operation serves. */
export type Role = 'create' | 'list' | 'read' | 'update' | 'delete' | 'rotate';

/** Selects rows or resources by what the request says. */
export interface Page {
  readonly style: 'cursor' | 'number' | 'offset';
  /** Page size: a parameter whose schema default applies, e.g. `$request.query.limit`. */
  readonly size: Expression;
  /** Where the page starts: the cursor, the page number or the offset. Absent: always the first page. */
  readonly from?: Expression;
}

/** How one operation serves one role. */
export interface RoleSpec {
  /** operationId. */
  readonly operation: string;
  /** Where the id travels, e.g. `$request.path.id`. Default: the operation's last path parameter. */
  readonly id?: Expression;
  /** The role applies only if this expression yields a value (`present`) or none (`absent`). */
  readonly when?: { readonly present?: Expression; readonly absent?: Expression };
  /** JSON pointer of the resource in the request body. Default '' (the body). */
  readonly body: string;
  /** JSON pointer of the resource (or the array of them) in the response body. Default '' (the body). */
  readonly at: string;
  /**
   * `resource`: the stored properties that the response schema names at `at`; `example`: the example plus `fill`;
   * `empty`: no body. Default `empty` where the success response documents no content, `example` for delete, else
   * `resource`.
   */
  readonly answer: 'resource' | 'example' | 'empty';
  /** Success status. Default: the operation's first documented 2xx. */
  readonly status: number;
  /** Named example that is the ground of the body. Default: the first of that response. */
  readonly example?: string;
  readonly fill: Fill;
  /** `list` only. */
  readonly page?: Page;
  /** `list` only. Default `oldest`. */
  readonly order: 'oldest' | 'newest';
  /** `update` only: `merge` keeps absent properties, `replace` sets them to `absent`. Default merge for PATCH, replace for PUT. */
  readonly mode: 'merge' | 'replace';
  /** On create, and where an update replaces: pointer → what an absent property becomes. One that is not listed stays. */
  readonly absent: Fill;
  /** `update` only: properties that keep their value whatever the request says. */
  readonly immutable: readonly string[];
  /** `update` only: string properties that an empty or blank string removes. */
  readonly clear: readonly string[];
  /** What the operation reaches: `created` = only the addressed resource; `tenant` = more than a test created. Default `created`. */
  readonly effects: 'created' | 'tenant';
}

/** A stateful resource: one entry of `x-resource`. */
export interface Resource {
  readonly name: string;
  readonly kind: 'collection' | 'singleton';
  /** JSON pointer (without `#`) of the schema with all stored properties. */
  readonly schema: string;
  readonly id?: { readonly property: string; readonly generate: Template };
  /**
   * What a request says of the parents, e.g. `$request.path.userId`: resources created below one parent are shown and
   * addressed below no other.
   */
  readonly within?: readonly Expression[];
  readonly operations: Partial<Record<Role, RoleSpec>>;
  /** Server-owned properties: role → pointer → expression. */
  readonly set: Partial<Record<Role, Fill>>;
  /** Properties computed when the resource is shown, from `$latest` (its latest delivery attempt). */
  readonly derive: Fill;
  readonly limit?: {
    readonly max: number;
    readonly counts: 'all' | { readonly property: string; readonly equals: Json };
    readonly outcome: string;
  };
  readonly unique: readonly {
    readonly by: readonly string[];
    readonly on: readonly Role[];
    readonly outcome: string;
  }[];
  /** Soft delete: the property that gets the time; the resource then is shown by no operation. */
  readonly softDelete?: string;
  readonly secret?: {
    readonly property: string;
    readonly generate: Template;
    readonly shown: readonly Role[];
    /** ISO 8601 duration for which the predecessor still signs and verifies. Absent: replaced at once. */
    readonly overlap?: string;
  };
  /** How deliveries find their receivers: properties of this resource. */
  readonly subscriber?: { readonly url: string; readonly events?: string; readonly active?: string };
  /** Events that a change sets off, and where the resource stands in their payload. */
  readonly emits: readonly { readonly event: string; readonly on: readonly Role[]; readonly at: string }[];
  readonly notFound: string;
}

/** What picks one entry out of a list of outcomes. All given parts must hold. */
export interface OutcomeMatch {
  /** `unauthenticated`: why. */
  readonly reason?: readonly ('missing' | 'malformed' | 'unknown' | 'expired' | 'revoked')[];
  /** `invalid`: part of the request. */
  readonly in?: readonly ('body' | 'path' | 'query' | 'header' | 'cookie')[];
  /** `invalid`: the violation's pointer equals one of these or lies below it. */
  readonly at?: readonly string[];
  /** `invalid`: keywords, e.g. `required`, `format`, `publicAddress`. */
  readonly keyword?: readonly string[];
}

/** One answer to a condition: status + named example + what is filled in. */
export interface Outcome {
  readonly match: OutcomeMatch;
  readonly status: number;
  /** Named example: of the operation's response with that status, else of `components.examples`. */
  readonly example: string;
  readonly fill: Fill;
  readonly headers: { readonly [name: string]: Expression };
  readonly evidence?: Evidence;
}

/** Condition name → answers, first match wins. `always` adds to every answer, success included. */
export interface Outcomes {
  readonly conditions: { readonly [condition: string]: readonly Outcome[] };
  readonly always: {
    readonly fill: Fill;
    readonly headers: { readonly [name: string]: Expression };
    /** Template of `$requestId`. Default `{uuid}`. */
    readonly requestId: Template;
  };
}

/** One listed test key. */
export interface Key {
  readonly name: string;
  readonly token: string;
  readonly tenant: string;
  readonly scopes: readonly string[];
  readonly plan?: string;
  readonly status: 'active' | 'expired' | 'revoked';
  /** True: no quota counts this key. */
  readonly unmetered: boolean;
  readonly description: string;
}

/** Test credentials that the mock knows: `x-keys`. */
export interface Keys {
  /** Pattern (anchored) of an unlisted token that is a fresh tenant with every scope. */
  readonly fresh?: string;
  /** Constant beginning of every key. */
  readonly prefix: string;
  /** Every scope of the provider that this contract uses. */
  readonly scopes: readonly string[];
  /** Plan of a fresh key. */
  readonly plan?: string;
  /** Properties of a new tenant: pointer → template, read as `$tenant#/pointer`. */
  readonly tenant: { readonly [pointer: string]: Template };
  readonly list: readonly Key[];
}

/** One quota: an entry of `x-rate-limit`. */
export interface RateLimit {
  readonly name: string;
  /** Requests per window, for every plan or by plan. */
  readonly quota: number | { readonly [plan: string]: number };
  /** ISO 8601 duration. */
  readonly window: string;
  /** `first-use`: the window starts with the first request; `calendar`: at full UTC multiples of it. */
  readonly anchor: 'first-use' | 'calendar';
  readonly per: 'key' | 'tenant';
  /** operationIds it counts. Absent: all. */
  readonly operations?: readonly string[];
  /** Headers on every counted response, e.g. `X-RateLimit-Limit: $rate.limit`. */
  readonly headers: { readonly [name: string]: Expression };
  /** Whether a refusal carries `Retry-After` (seconds). */
  readonly retryAfter: boolean;
  readonly outcome: string;
  readonly evidence?: Evidence;
}

/** `x-view`: an answer computed from deliveries, attempts or the event catalog. */
export interface View {
  /** `attempts`: one row per attempt; `deliveries`: one per delivery, its latest attempt; `events`: the `webhooks` of the contract. */
  readonly source: 'attempts' | 'deliveries' | 'events';
  /** Only rows of this resource; unknown id → the resource's notFound outcome. */
  readonly parent?: { readonly resource: string; readonly id: Expression };
  /** Exactly one row: its `id` property equals this; none → `notFound`. */
  readonly one?: Expression;
  readonly notFound: string;
  readonly at: string;
  readonly row: Expression;
  readonly filters: readonly {
    readonly value: Expression;
    readonly property: string;
    readonly operator: 'eq' | 'gte' | 'lte';
    readonly cases?: { readonly [value: string]: Json };
  }[];
  /** `low` must not exceed `high` when both are given. */
  readonly ranges: readonly { readonly low: Expression; readonly high: Expression; readonly outcome: string }[];
  readonly order: 'newest' | 'oldest';
  readonly cap?: number;
  readonly page?: Page;
  /** ISO 8601 duration after which rows are gone; `outcome` for a single row that is. */
  readonly retention?: { readonly period: string; readonly outcome?: string };
  /** Rows counted per time bucket; `row` then sees `$bucket.start` and `$bucket.count` (null when empty). */
  readonly aggregate?: {
    readonly granularity: Expression;
    readonly from: Expression;
    readonly to: Expression;
    readonly max: number;
    readonly outcome: string;
  };
  readonly status: number;
  readonly example?: string;
  readonly fill: Fill;
  readonly evidence?: Evidence;
}

/** `x-action`: an operation that sends something. */
export interface Action {
  /** `test`: the event `event` to the addressed resource; `replay`: a recorded delivery again, under a new event id. */
  readonly kind: 'test' | 'replay';
  readonly resource: string;
  /** Id of the resource (test) or of the recorded delivery (replay). */
  readonly id: Expression;
  readonly event?: string;
  /** `sync`: the answer waits for the receiver; `queued`: it does not. */
  readonly mode: 'sync' | 'queued';
  readonly notFound: string;
  /** `replay`: recorded deliveries older than this are gone. */
  readonly retention?: { readonly period: string; readonly outcome: string };
  readonly status: number;
  readonly example?: string;
  readonly fill: Fill;
  readonly evidence?: Evidence;
}

/** Document-level behaviour of a contract. */
export interface Behaviour {
  readonly resources: readonly Resource[];
  readonly outcomes: Outcomes;
  readonly keys?: Keys;
  readonly rateLimits: readonly RateLimit[];
  /** `x-webhook-signature`. */
  readonly signature?: SignatureScheme & { readonly evidence?: Evidence };
  readonly delivery?: DeliveryPolicy;
  /** Events nobody can subscribe to (`x-webhook-delivery: { subscribable: false }` on the `webhooks` entry). */
  readonly unsubscribable: readonly string[];
  /** The raw `x-*` of the document, for tools that want to show it. */
  readonly raw: JsonObject;
}
