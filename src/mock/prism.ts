/**
 * The seam to Prism: answers what the schemas alone decide. It is loaded at first need, because its import
 * costs some 0.5 s and 100 MB that most runs never use.
 */
import type { Contract, Operation } from '../contract/types.ts';
import { readBody } from './body.ts';
import { toJsonResponse, toProblem, type PlainRequest, type PlainResponse } from './message.ts';

type Answer = (operation: Operation, request: PlainRequest) => Promise<PlainResponse>;

/** An engine that answers by Prism's rules: examples first, `Prefer: code=, example=, dynamic=, seed=`. */
export function createPrismEngine(contract: Contract): Answer {
  let loading: Promise<Answer> | undefined;
  return async (operation, request) => (await (loading ??= load(contract)))(operation, request);
}

async function load(contract: Contract): Promise<Answer> {
  const { createInstance, getHttpOperationsFromSpec, ProblemJsonError } = await import('@stoplight/prism-http');
  // Prism dereferences in place, so it gets a copy of its own.
  const operations = await getHttpOperationsFromSpec(structuredClone(contract.document) as object);
  const byKey = new Map(operations.map((operation) => [`${operation.method} ${operation.path}`, operation]));
  const prism = createInstance(baseConfig(), { logger: silentLogger() });
  return async (operation, request) => {
    const target = byKey.get(`${operation.method} ${operation.path}`);
    if (!target) return toProblem(501, 'Not Implemented', `Prism cannot serve ${operation.id}`);
    const reading = readBody(request, operation.requestBody);
    // Prism waits forever for a JSON body that does not parse, so it never sees one.
    if (reading.kind === 'malformed') return toProblem(400, 'Bad Request', reading.reason);
    if (reading.kind === 'mediaType') return toProblem(415, 'Unsupported Media Type', reading.reason);
    const preferences = readPreferences(request.headers.prefer);
    if ('problem' in preferences) return toProblem(422, 'Unprocessable Content', preferences.problem);
    const result = await prism.request(toPrismRequest(request, reading), [target], {
      ...baseConfig(),
      mock: { dynamic: false, ...preferences },
    })();
    if (result._tag === 'Left') {
      const problem = ProblemJsonError.toProblemJson(result.left);
      const { headers, ...additional } = ((result.left as { additional?: Record<string, unknown> }).additional ??
        {}) as Record<string, unknown>;
      const body = { ...problem, ...additional };
      return {
        ...toJsonResponse(problem.status, body, toHeaders(headers), 'application/problem+json'),
        note: { operation: operation.id },
      };
    }
    const { statusCode, headers, body } = result.right.output;
    const type = Object.entries(headers ?? {}).find(([name]) => name.toLowerCase() === 'content-type')?.[1];
    const payload =
      body === undefined || body === null
        ? undefined
        : typeof body === 'string' && !/json/.test(String(type))
          ? body
          : JSON.stringify(body);
    return {
      status: statusCode,
      headers: toHeaders(headers),
      ...(payload !== undefined && { body: payload }),
      note: { operation: operation.id },
    };
  };
}

// A fresh object each time: Prism merges into what it is given, and a shared one would leak between requests.
function baseConfig() {
  return {
    isProxy: false as const,
    checkSecurity: true,
    validateRequest: true,
    validateResponse: true,
    errors: false,
    upstreamProxy: undefined,
    mock: { dynamic: false },
  };
}

function toPrismRequest(request: PlainRequest, reading: ReturnType<typeof readBody>) {
  const query: Record<string, string | string[]> = {};
  const parameters = new URLSearchParams(request.query);
  for (const name of new Set(parameters.keys())) {
    const values = parameters.getAll(name);
    query[name] = values.length === 1 ? values[0]! : values;
  }
  // Prism compares the scheme of Authorization case-sensitively; RFC 9110 does not.
  const headers = { ...request.headers };
  if (headers.authorization)
    headers.authorization = headers.authorization.replace(/^(bearer|basic)\s/i, (text) =>
      /^b?earer/i.test(text) ? 'Bearer ' : 'Basic ',
    );
  return {
    method: request.method.toLowerCase() as 'get',
    url: { path: request.path, query },
    headers,
    body: reading.kind === 'value' ? reading.value : undefined,
  };
}

function readPreferences(
  header: string | undefined,
): { code?: number; exampleKey?: string; dynamic?: boolean; seed?: string } | { problem: string } {
  const preferences: { code?: number; exampleKey?: string; dynamic?: boolean; seed?: string } = {};
  for (const part of (header ?? '').split(/[,;]/)) {
    const [name, text = ''] = part.trim().split('=') as [string, string?];
    const value = text.replace(/^"(.*)"$/, '$1');
    if (name === 'code') {
      if (!/^\d{3}$/.test(value))
        return { problem: `Prefer: code=${value} is no status; use three digits, e.g. code=404` };
      preferences.code = Number(value);
    } else if (name === 'example') preferences.exampleKey = value;
    else if (name === 'dynamic') {
      if (value !== 'true' && value !== 'false') return { problem: `Prefer: dynamic=${value} must be true or false` };
      preferences.dynamic = value === 'true';
    } else if (name === 'seed') preferences.seed = value;
  }
  return preferences;
}

function toHeaders(headers: unknown): Record<string, string> {
  const entries = Object.entries((headers ?? {}) as Record<string, unknown>);
  return Object.fromEntries(
    entries.map(([name, value]) => [name, Array.isArray(value) ? value.join(', ') : String(value)]),
  );
}

function silentLogger() {
  const logger: Record<string, unknown> = { level: 'silent', success() {} };
  for (const name of ['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent']) logger[name] = () => {};
  logger.child = () => logger;
  return logger as never;
}
