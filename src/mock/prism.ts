/**
 * The seam to Prism's library. Its import costs some 0.5 s and 100 MB, so only the worker thread (`prism-worker.ts`)
 * loads it, at first need.
 */
import { createRequire } from 'node:module';

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
