/**
 * The seam to Prism's library. Its import costs some 0.5 s and 100 MB, so only the worker thread (`prism-worker.ts`)
 * loads it, at first need.
 */
import { createRequire } from 'node:module';
import type { Contract, Operation } from '../contract/types.ts';
import { readBody } from './body.ts';
import { toJsonResponse, toProblem, type PlainRequest, type PlainResponse } from './message.ts';

/** An operation in Prism's own form. */
export interface PrismOperation {
  readonly method: string;
  readonly path: string;
  readonly callbacks?: readonly PrismCallback[];
}

/** A callback of an operation in Prism's own form; `path` is the URL with runtime expressions. */
export interface PrismCallback {
  readonly key: string;
  readonly method: string;
  readonly path: string;
  readonly request?: {
    readonly body?: { readonly contents?: readonly (object & { readonly mediaType: string })[] };
    readonly headers?: readonly (object & { readonly name: string })[];
  };
}

/** A request in Prism's own form. */
export interface PrismInput {
  /** Lower case. */
  readonly method: string;
  readonly url: { readonly path: string; readonly baseUrl?: string; readonly query: Record<string, string | string[]> };
  readonly headers: Record<string, string>;
  readonly body: unknown;
}

/** How one request is answered. */
export interface PrismSettings {
  /** Check credentials, request and response. */
  readonly judge: boolean;
  /** Take the request as refused with this status, whatever it is. */
  readonly refuse?: number;
  readonly mock: {
    readonly code?: number;
    readonly exampleKey?: string;
    readonly dynamic?: boolean;
    readonly seed?: string;
    readonly ignoreExamples?: boolean;
    readonly mediaTypes?: readonly string[];
  };
}

/** One complaint of Prism; severity 0 is an error, 1 a warning. */
export interface PrismViolation {
  readonly path?: readonly string[];
  readonly code?: string | number;
  readonly message: string;
  readonly severity: number;
}

/** What Prism answers. */
export type PrismResult =
  | {
      readonly output: {
        readonly statusCode: number;
        readonly headers?: Record<string, unknown>;
        readonly body?: unknown;
      };
      readonly violations: { readonly input: readonly PrismViolation[]; readonly output: readonly PrismViolation[] };
    }
  | { readonly problem: PrismProblem };

/** A problem as Prism sends it (RFC 9457 and members of its own). */
export interface PrismProblem {
  readonly type: string;
  readonly title: string;
  readonly status: number;
  readonly detail: string;
  readonly headers?: Record<string, string>;
}

/** Prism's library, loaded. */
export interface Prism {
  /** Reads the operations of a document, given as a file or a value. A value is changed on the way. */
  readOperations(source: string | object): Promise<PrismOperation[]>;
  answer(operations: readonly PrismOperation[], input: PrismInput, settings: PrismSettings): Promise<PrismResult>;
  /** A value for a parameter or media type of a callback: one of its examples, else generated. */
  generate(part: object): unknown;
  /** Sets the options a document asks of the generator (`x-json-schema-faker`); they hold until set again. */
  configureGenerator(options: Readonly<Record<string, unknown>>): void;
}

/** Loads Prism. Throws `ERR_MODULE_NOT_FOUND` where it is not installed. */
export async function loadPrism(): Promise<Prism> {
  const library = await import('@stoplight/prism-http');
  const { createInstance, getHttpOperationsFromSpec, ProblemJsonError, generateHttpParam } = library;
  const judge = createInstance(baseConfig(), { logger: silentLogger() });
  const refuseWith = (code: number) =>
    createInstance(baseConfig(), {
      logger: silentLogger(),
      validateInput: (() => ({ _tag: 'Left', left: [{ code, message: '', severity: 0 }] })) as never,
    });
  const refusing = new Map<number, typeof judge>();
  return {
    readOperations: async (source) => (await getHttpOperationsFromSpec(source)) as unknown as PrismOperation[],
    async answer(operations, input, settings) {
      let instance = judge;
      if (settings.refuse !== undefined) {
        instance = refusing.get(settings.refuse) ?? refuseWith(settings.refuse);
        refusing.set(settings.refuse, instance);
      }
      const config = {
        ...baseConfig(),
        checkSecurity: settings.judge,
        validateRequest: settings.judge || settings.refuse !== undefined,
        validateResponse: settings.judge,
        mock: { dynamic: false, ...settings.mock },
      };
      const result = await instance.request(input as never, operations as never, config as never)();
      if (result._tag === 'Left') return { problem: ProblemJsonError.toProblemJson(result.left) as PrismProblem };
      const { output, validations } = result.right;
      return { output, violations: validations as never };
    },
    generate(part) {
      const result = generateHttpParam(part as never) as { _tag: string; value?: unknown };
      return result._tag === 'Some' ? result.value : undefined;
    },
    configureGenerator(options) {
      library.resetJSONSchemaGenerator();
      if (Object.keys(options).length === 0) return;
      // The generator belongs to Prism, so Prism's own copy is the one to set.
      const load = createRequire(import.meta.resolve('@stoplight/prism-http'));
      const { JSONSchemaFaker } = load('json-schema-faker') as {
        JSONSchemaFaker: { option(name: string, value: unknown): void };
      };
      for (const [name, value] of Object.entries(options)) {
        if (name !== 'locale')
          JSONSchemaFaker.option(
            name.replace(/-(\w)/g, (_, letter: string) => letter.toUpperCase()),
            value,
          );
      }
    },
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

function silentLogger() {
  const logger: Record<string, unknown> = { level: 'silent', success() {} };
  for (const name of ['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent']) logger[name] = () => {};
  logger.child = () => logger;
  return logger as never;
}

type Answer = (operation: Operation, request: PlainRequest) => Promise<PlainResponse>;

/** The former engine: Prism judges and answers. Goes as soon as the kernel asks `createSchemaEngine` instead. */
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
