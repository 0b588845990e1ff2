/** A request that a document calls valid, for any operation: from its examples where it has any, else from its schemas. */
import { authorize } from '../../src/conformance/credentials.ts';
import type { WireRequest } from '../../src/conformance/exchange.ts';
import type { Input } from '../../src/conformance/input.ts';
import type { SchemaContext } from '../../src/contract/instance/facets.ts';
import { toInstance } from '../../src/contract/instance/instance.ts';
import { toParameterValue } from '../../src/conformance/values/parameters.ts';
import { createValues, toJsonMedia, type Values } from '../../src/conformance/values/values.ts';
import { toWireRequest } from '../../src/conformance/wire.ts';
import type { SchemaCompiler } from '../../src/contract/schema.ts';
import type { Contract, MediaType, Operation } from '../../src/contract/types.ts';
import { isObject } from '../../src/contract/value.ts';

/** What `fetch` takes besides the URL. */
export interface FetchRequest {
  readonly url: string;
  readonly method: string;
  readonly headers: Record<string, string>;
  readonly body?: string | FormData | URLSearchParams;
}

/** Builds requests. Each throws an error that says why, where no valid one can be built. */
export function createRequests(
  contract: Contract,
  compiler: SchemaCompiler,
  baseUrl: string,
): (operation: Operation) => FetchRequest {
  const context = { contract, compiler };
  const values = createValues(context, 1);
  return (operation) => {
    const media = toOtherMedia(operation);
    const input = media === undefined ? toInput(values, operation) : toParameters(context, operation);
    const request = withCredentials(contract, operation, toWireRequest(operation, input, baseUrl));
    const plain = { url: request.url, method: request.method, headers: { ...request.headers, accept: '*/*' } };
    if (media !== undefined) return { ...plain, ...toBody(context, media, plain.headers) };
    return request.body === undefined ? plain : { ...plain, body: String(request.body) };
  };
}

function toInput(values: Values, operation: Operation): Input {
  return values.input({ operation, name: operation.id, use: 'plain' });
}

/** The one media type of a body that has no JSON form. */
function toOtherMedia({ method, requestBody }: Operation): MediaType | undefined {
  if (!requestBody || method === 'get' || method === 'head' || toJsonMedia(requestBody)) return undefined;
  return requestBody.content[0];
}

function toParameters(context: SchemaContext, operation: Operation): Input {
  const parts: Record<'path' | 'query' | 'header' | 'cookie', Record<string, unknown>> = {
    path: {},
    query: {},
    header: {},
    cookie: {},
  };
  for (const parameter of operation.parameters.filter(({ required }) => required))
    parts[parameter.in][parameter.name] = toParameterValue(context, parameter);
  return parts;
}

function withCredentials(contract: Contract, operation: Operation, request: WireRequest): WireRequest {
  const [alternative = []] = operation.security;
  const token = 'any-token-will-do';
  return alternative.reduce((authorized, { scheme: name }) => {
    const scheme = contract.securitySchemes.find((candidate) => candidate.name === name);
    return authorize(authorized, scheme, { kind: 'token', token, name: 'main' }, token);
  }, request);
}

function toBody(
  context: SchemaContext,
  { type, schemaPointer, examples }: MediaType,
  headers: Record<string, string>,
): Partial<FetchRequest> {
  const example = examples[0]?.value;
  const value =
    example ?? (schemaPointer === undefined ? undefined : toInstance(context, schemaPointer, { full: false }));
  const fields = Object.entries(isObject(value) ? value : {}).map(([name, field]) => [name, toText(field)] as const);
  // `fetch` writes the header itself: it alone knows the boundary.
  if (/^multipart\/form-data/i.test(type)) {
    const form = new FormData();
    for (const [name, field] of fields) form.append(name, field);
    return { body: form };
  }
  if (/^application\/x-www-form-urlencoded/i.test(type))
    return { body: new URLSearchParams(fields.map((pair) => [...pair])) };
  const concrete = type.includes('*') ? 'application/octet-stream' : type;
  return { headers: { ...headers, 'content-type': concrete }, body: typeof value === 'string' ? value : 'text' };
}

function toText(value: unknown): string {
  return typeof value === 'string' ? value : JSON.stringify(value);
}
