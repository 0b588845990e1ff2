/** An API as it is seen on the wire: names that no message carries (operation ids, component names) identify nothing. */
import type { Direction } from '../change.ts';
import type { JsonObject, Method } from '../../../contract/types.ts';

/** One version of an API. */
export interface WireApi {
  readonly document: JsonObject;
  readonly calls: readonly WireCall[];
}

/** An operation, or an event that the provider sends: a request with its answers. */
export interface WireCall {
  readonly kind: 'operation' | 'webhook' | 'callback';
  /** The same in two versions where both mean the same call. */
  readonly key: string;
  /** How it is shown: `POST /webhooks`, `event contact.created`, `callback onData of POST /streams`. */
  readonly label: string;
  readonly method: Method;
  /** Path template; of a webhook its name, of a callback its URL expression. */
  readonly path: string;
  /** The document that it stands in. */
  readonly document: JsonObject;
  readonly pointer: string;
  readonly node: JsonObject;
  readonly parameters: readonly WireParameter[];
  readonly body?: WireBody;
  readonly replies: readonly WireReply[];
  /** Alternatives, of which a caller meets one; an empty one lets everybody in. Of an event: what the provider presents. */
  readonly security: readonly WireAlternative[];
  /** JSON pointer of the `security` that holds. */
  readonly securityPointer: string;
  /** Credentials → where tokens for them come from. */
  readonly tokenSources: ReadonlyMap<string, string>;
  /** Where it is served, e.g. `https://api.example.com/v1`; '' for a document without servers. */
  readonly servers: readonly string[];
  readonly serversPointer: string;
}

/** A parameter of a request. */
export interface WireParameter {
  /** `query limit`, `header x-trace`; of a path parameter its position, `path 1`. */
  readonly key: string;
  readonly name: string;
  readonly in: 'path' | 'query' | 'header' | 'cookie';
  readonly required: boolean;
  readonly pointer: string;
  readonly node: JsonObject;
  readonly schemaPointer?: string;
  /** `content` parameters: their media type. */
  readonly mediaType?: string;
}

/** A header of an answer. */
export interface WireHeader {
  /** Its name in lower case. */
  readonly key: string;
  readonly name: string;
  readonly required: boolean;
  readonly pointer: string;
  readonly node: JsonObject;
  readonly schemaPointer?: string;
}

/** The body of a request. */
export interface WireBody {
  readonly required: boolean;
  readonly pointer: string;
  readonly content: readonly WireContent[];
}

/** One media type. */
export interface WireContent {
  /** Lower case, parameters sorted: `application/json`, `text/plain;charset=utf-8`. */
  readonly type: string;
  readonly pointer: string;
  readonly node: JsonObject;
  readonly schemaPointer?: string;
}

/** An answer. */
export interface WireReply {
  /** `200`, `4XX` or `default`. */
  readonly status: string;
  readonly pointer: string;
  readonly headers: readonly WireHeader[];
  readonly content: readonly WireContent[];
}

/** Credentials that are needed together: what travels (`http bearer`, `apiKey header x-key`) to the scopes it needs. */
export type WireAlternative = ReadonlyMap<string, readonly string[]>;

/** A call in both versions, or in one of them. */
export interface CallPair {
  readonly base?: WireCall;
  readonly head?: WireCall;
}

/** A call that both versions have. */
export interface BothCalls {
  readonly base: WireCall;
  readonly head: WireCall;
}

/** Direction of what the call itself sends. */
export function directionOf(call: WireCall): Direction & ('request' | 'event') {
  return call.kind === 'operation' ? 'request' : 'event';
}

/** Direction of what is answered. */
export function replyDirectionOf(call: WireCall): Direction & ('response' | 'acknowledgement') {
  return call.kind === 'operation' ? 'response' : 'acknowledgement';
}
