/** The parts of a request before they are written down: parameters by place, and the body. */
import { getAt, setAt } from '../contract/pointer.ts';

/** Where the values of a request stand. */
export type InputPlace = 'path' | 'query' | 'header' | 'cookie';

/** A request's values. A parameter that is absent is not sent. */
export interface Input {
  readonly path: Readonly<Record<string, unknown>>;
  readonly query: Readonly<Record<string, unknown>>;
  readonly header: Readonly<Record<string, unknown>>;
  readonly cookie: Readonly<Record<string, unknown>>;
  /** Undefined: no body. */
  readonly body?: unknown;
}

const PARAMETER = /^\$request\.(path|query|header|cookie)\.(.+)$/;
const BODY = /^\$request\.body(?:#(\/.*)?)?$/;

/** A place that a runtime expression names in a request. */
export type RequestPlace =
  | { readonly in: InputPlace; readonly name: string }
  | { readonly in: 'body'; readonly pointer: string };

/** The place that an expression such as `$request.query.id` or `$request.body#/id` names; undefined for any other. */
export function toRequestPlace(expression: unknown): RequestPlace | undefined {
  if (typeof expression !== 'string') return undefined;
  const parameter = PARAMETER.exec(expression);
  if (parameter) return { in: parameter[1] as InputPlace, name: parameter[2]! };
  const body = BODY.exec(expression);
  return body ? { in: 'body', pointer: body[1] ?? '' } : undefined;
}

/** The input with another value at the place that an expression names; unchanged when it names none. */
export function bind(input: Input, expression: unknown, value: unknown): Input {
  const place = toRequestPlace(expression);
  if (!place) return input;
  if (place.in === 'body') return { ...input, body: setAt(structuredClone(input.body ?? {}), place.pointer, value) };
  return { ...input, [place.in]: { ...input[place.in], [place.name]: value } };
}

/** The value at the place that an expression names. */
export function readInput(input: Input, expression: unknown): unknown {
  const place = toRequestPlace(expression);
  if (!place) return undefined;
  return place.in === 'body' ? getAt(input.body, place.pointer) : input[place.in][place.name];
}

/** The value of the query parameter that an expression names, as it stands in a URL; undefined unless it stands there once. */
export function readQuery(url: string, expression: unknown): string | undefined {
  const place = toRequestPlace(expression);
  if (place?.in !== 'query') return undefined;
  const [value, ...more] = new URL(url).searchParams.getAll(place.name);
  return more.length > 0 ? undefined : value;
}

/** The input without the parameter. */
export function omit(input: Input, place: InputPlace, name: string): Input {
  const { [name]: _, ...rest } = input[place];
  return { ...input, [place]: rest };
}
