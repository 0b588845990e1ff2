/** One operation of the control API: where it is and what it does. */
import { toJsonResponse, type PlainRequest, type PlainResponse } from '../message.ts';
import { readFields, toQueryMembers, type Fields } from './fields.ts';
import type { ControlParts } from './parts.ts';
import { refuseInput } from './refusal.ts';

/** A call that has been let in. */
export interface ControlCall {
  readonly parts: ControlParts;
  /** Path parameters, decoded. */
  readonly path: Readonly<Record<string, string>>;
  /** The query, read. */
  readonly query: Fields;
  /** The body, read as an object with these members; a body that was not sent is an empty object. */
  body(known: readonly string[]): Fields;
  /** The body as JSON; undefined when none was sent. */
  json(): unknown;
}

/** An operation. */
export interface Route {
  /** operationId in the contract of the control API. */
  readonly operation: string;
  readonly method: 'GET' | 'POST' | 'PUT' | 'DELETE';
  /** Template below `/_hookspec`. */
  readonly path: string;
  /** Names of query parameters. */
  readonly query?: readonly string[];
  readonly answer: (call: ControlCall) => PlainResponse | Promise<PlainResponse>;
}

const NUMBERS = ['limit'];

/** Reads what a call says. @throws ControlRefusal 400 */
export function toCall(
  parts: ControlParts,
  { operation, query = [] }: Route,
  path: Readonly<Record<string, string>>,
  request: PlainRequest,
): ControlCall {
  const json = () => readJson(operation, request.body);
  return {
    parts,
    path,
    query: readFields(operation, toQueryMembers(operation, request.query, NUMBERS), query),
    json,
    body(known) {
      const value = json();
      return readFields(operation, value === undefined ? {} : value, known);
    },
  };
}

/** A list or an object as the answer. */
export function toAnswer(body: unknown, status = 200): PlainResponse {
  return toJsonResponse(status, body, { 'Cache-Control': 'no-store' });
}

/** Done, and nothing to say. */
export const DONE: PlainResponse = { status: 204, headers: {} };

function readJson(operation: string, body: Uint8Array): unknown {
  if (body.length === 0) return undefined;
  try {
    return JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(body));
  } catch {
    return refuseInput(`The body of ${operation} is no JSON`);
  }
}
