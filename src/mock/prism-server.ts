/**
 * Answers as the `prism mock` command does, for `--compat prism`: its reading of a request, its CORS headers, its bodies.
 * Two things are mended: a JSON body that does not parse gets the 400 that Prism means to send and never does, and what
 * ends the command's process is a 500 here.
 */
import { validateHeaderName, validateHeaderValue } from 'node:http';
import type { PlainRequest, PlainResponse } from './message.ts';
import { draftCallbacks } from './prism-callbacks.ts';
import { drawProblems } from './prism-preferences.ts';
import type { CallbackDraft, WholeAnswer, WholeSettings } from './prism-protocol.ts';
import type { Prism, PrismInput, PrismOperation, PrismProblem, PrismResult, PrismViolation } from './prism.ts';
import { readPreferences } from './schema-answers/preferences.ts';
import { isJsonType, serializeStrictly } from './schema-answers/serialize.ts';
import { toViolationsHeader, type ShownViolation } from './schema-answers/violations-header.ts';

/** Answers a request as the command does. */
export type PrismServer = (request: PlainRequest, settings: WholeSettings) => Promise<WholeAnswer>;

type Headers = Record<string, string>;

const ERRORS = 'https://stoplight.io/prism/errors#';

/** Opens a document the way the command does. */
export async function createPrismServer(prism: Prism, source: string | object): Promise<PrismServer> {
  const operations = await prism.readOperations(source);
  let answered: PrismOperation | undefined;
  const silent = operations.map((operation) => watchCallbacks(operation, () => (answered = operation)));
  return async (request, settings) => {
    const cors = settings.cors ? toCorsHeaders(request) : {};
    if (settings.cors && isPreflight(request)) return alone(answerPreflight(request, cors));
    const body = readBody(request);
    if ('failure' in body) return alone(toServerError(request, cors, body.failure));
    let input: PrismInput;
    try {
      input = toInput(request, body.value);
    } catch {
      return alone(
        toServerError(request, cors, { status: 500, code: 'internal_server_error', message: 'Internal Server Error' }),
      );
    }
    const reading = readPreferences(request);
    if ('problems' in reading) {
      const detail = drawProblems(reading.problems);
      return alone(
        toProblem(cors, { type: `${ERRORS}UNPROCESSABLE_ENTITY`, title: 'Invalid request', status: 422, detail }),
      );
    }
    const { dynamic, ignoreExamples, seed } = settings;
    const mock = { dynamic, ignoreExamples, ...(seed !== undefined && { seed }), ...reading.preferences };
    answered = undefined;
    const result = await prism.answer(silent, input, { judge: true, mock }).catch(toCrash);
    const { callbacks: declared } = (answered ?? {}) as Partial<PrismOperation>;
    if ('problem' in result) {
      return alone(toProblem({ ...cors, ...result.problem.headers }, result.problem));
    }
    const { output, violations } = result;
    const outgoing = violations.output.map((violation) => toShown('response', violation));
    const all = [...violations.input.map((violation) => toShown('request', violation)), ...outgoing];
    const headers: Headers = { ...cors, ...toViolationsHeader(all) };
    const callbacks = declared ? draftCallbacks(prism, declared) : [];
    const wrong = outgoing.filter(({ severity }) => severity === 'Error');
    if (settings.errors && wrong.length > 0) {
      const detail =
        'Your request/response is not valid and the --errors flag is set, so Prism is generating this error for you.';
      const problem = {
        type: `${ERRORS}VIOLATIONS`,
        title: 'Request/Response not valid',
        status: 500,
        detail,
        validation: wrong,
      };
      return { response: toProblem(headers, problem), callbacks };
    }
    return { response: send(headers, output), callbacks };
  };
}

// Prism looks at `callbacks` only when it has an answer, and would send them itself, to any address.
function watchCallbacks(operation: PrismOperation, seen: () => void): PrismOperation {
  const { callbacks: _, ...rest } = operation;
  return Object.defineProperty(rest, 'callbacks', {
    get() {
      seen();
      return undefined;
    },
  });
}

function alone(response: PlainResponse): WholeAnswer {
  return { response, callbacks: [] as CallbackDraft[] };
}

function toCorsHeaders({ headers }: PlainRequest): Headers {
  return {
    'Access-Control-Allow-Origin': headers.origin || '*',
    'Access-Control-Allow-Headers': headers['access-control-request-headers'] || '*',
    'Access-Control-Allow-Credentials': 'true',
    'Access-Control-Expose-Headers': headers['access-control-expose-headers'] || '*',
  };
}

function isPreflight({ method, headers }: PlainRequest): boolean {
  return method === 'OPTIONS' && Boolean(headers.origin) && Boolean(headers['access-control-request-method']);
}

function answerPreflight({ headers }: PlainRequest, cors: Headers): PlainResponse {
  const allowed = headers['access-control-request-method']!;
  return { status: 204, headers: { ...cors, 'Access-Control-Allow-Methods': allowed, Vary: 'origin' } };
}

interface Failure {
  readonly status: number;
  readonly code: string;
  readonly message: string;
}

function readBody(request: PlainRequest): { readonly value: unknown } | { readonly failure: Failure } {
  const { headers } = request;
  if (request.tooLarge) {
    return { failure: { status: 413, code: 'request_entity_too_large', message: 'Body exceeded 10mb limit' } };
  }
  const length = headers['content-length'];
  if (length === '0' || (headers['transfer-encoding'] === undefined && length === undefined)) return { value: null };
  const text = new TextDecoder().decode(request.body);
  if (!isJsonType(headers['content-type'] ?? '')) return { value: text };
  try {
    return { value: JSON.parse(text) };
  } catch {
    return { failure: { status: 400, code: 'invalid_json', message: 'Invalid JSON' } };
  }
}

function toInput(request: PlainRequest, body: unknown): PrismInput {
  const { pathname, searchParams } = new URL(
    request.query === '' ? request.path : `${request.path}?${request.query}`,
    'http://example.com',
  );
  const query: Record<string, string | string[]> = {};
  for (const name of searchParams.keys()) {
    const values = searchParams.getAll(name);
    query[name] = values.length === 1 ? values[0]! : values;
  }
  const server = searchParams.get('__server');
  return {
    method: request.method.toLowerCase(),
    url: { path: pathname, query, ...(server && { baseUrl: server }) },
    headers: { ...request.headers },
    body,
  };
}

function toShown(side: 'request' | 'response', violation: PrismViolation): ShownViolation {
  return {
    location: [side, ...(violation.path ?? [])],
    severity: ['Error', 'Warning', 'Information', 'Hint'][violation.severity] ?? 'Error',
    ...(violation.code !== undefined && { code: violation.code }),
    message: violation.message,
  };
}

function send(
  headers: Headers,
  output: { statusCode: number; headers?: Record<string, unknown>; body?: unknown },
): PlainResponse {
  const sent: Headers = { ...headers };
  try {
    for (const [name, value] of Object.entries(output.headers ?? {})) {
      validateHeaderName(name);
      validateHeaderValue(name, value as string);
      setHeader(sent, name, Array.isArray(value) ? value.join(', ') : String(value));
    }
  } catch (error) {
    return toProblem(sent, { type: `${ERRORS}UNKNOWN`, title: (error as Error).message, status: 500, detail: '' });
  }
  const type = Object.entries(sent).find(([name]) => name.toLowerCase() === 'content-type')?.[1];
  const result = serializeStrictly(output.body, type);
  if ('problem' in result) {
    const { name, message, detail } = result.problem;
    const known = name === 'Error' ? `${ERRORS}UNKNOWN` : name;
    return toProblem(sent, { type: known, title: message, status: 500, detail });
  }
  if (result.text === undefined) return { status: output.statusCode, headers: sent };
  if (type === undefined) sent['Content-Type'] = 'text/plain; charset=utf-8';
  return { status: output.statusCode, headers: sent, body: result.text };
}

function toCrash(error: Error): PrismResult {
  return { problem: { type: `${ERRORS}UNKNOWN`, title: error.message, status: 500, detail: '' } };
}

function toProblem(headers: Headers, problem: PrismProblem & { readonly validation?: unknown }): PlainResponse {
  const sent = { ...headers };
  setHeader(sent, 'content-type', 'application/problem+json');
  return { status: problem.status, headers: sent, body: JSON.stringify(problem) };
}

function setHeader(headers: Headers, name: string, value: string): void {
  for (const known of Object.keys(headers)) if (known.toLowerCase() === name.toLowerCase()) delete headers[known];
  headers[name] = value;
}

// What Prism's HTTP layer says when a request does not get as far as Prism.
function toServerError({ headers }: PlainRequest, cors: Headers, { status, code, message }: Failure): PlainResponse {
  const accept = (headers.accept ?? '*/*').split(';')[0]!.trim();
  if (accept !== '*/*' && headers.accept !== 'application/json')
    return { status, headers: { ...cors, 'Content-Type': 'text/plain; charset=utf-8' }, body: message };
  const body = JSON.stringify({ error: { code, message } });
  return { status, headers: { ...cors, 'Content-Type': 'application/json; charset=utf-8' }, body };
}
