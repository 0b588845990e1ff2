/**
 * What the schemas alone decide: the answer to a request that was judged good, and the documented answer to one that was
 * not. Examples stand in the contract and are answered at once; only what has to be generated goes to Prism.
 */
import type { Contract, Operation, Violation } from '../../contract/types.ts';
import { toProblem, type PlainRequest, type PlainResponse } from '../message.ts';
import { negotiate, negotiateRefusal, type Choice } from '../negotiate.ts';
import type { PrismClient } from '../prism-client.ts';
import type { CallbackDraft, Generated } from '../prism-protocol.ts';
import { createKept } from './kept.ts';
import { fillCallbackUrl } from './callback-url.ts';
import { readPreferences, type PreferenceProblem, type Preferences } from './preferences.ts';
import { createReplies } from './responses.ts';
import { serialize } from './serialize.ts';
import { hasCallbacks, sliceOperation } from './slice.ts';
import { toShown, toViolationsHeader, type ShownViolation } from './violations-header.ts';

/** Why a request was refused. */
export interface Refusal {
  /** Statuses to look for in the contract, best first: `[401]`, `[415, 422, 400]`, `[422, 400]` in Prism's order. */
  readonly statuses: readonly number[];
  /** What is wrong; shown in `sl-violations`. Empty for credentials and media types. */
  readonly violations: readonly Violation[];
  /** One sentence for `sl-violations` where there are no violations. Default: Prism's words. */
  readonly reason?: string | undefined;
}

/** A callback to send. */
export interface CallbackCall {
  readonly operation: Operation;
  readonly name: string;
  readonly method: string;
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: string;
}

/** Options of {@link createSchemaEngine}. */
export interface SchemaEngineOptions {
  /** Generates what no example gives. Without it such an answer is a 501 that says so. */
  readonly prism?: PrismClient | undefined;
  /** Sends a callback. Default: none are sent. Must not throw. */
  readonly sendCallback?: ((call: CallbackCall) => void) | undefined;
  /** A response that breaks its own contract becomes an error; for `whole` only. Default false. */
  readonly errors?: boolean | undefined;
  /** Generate from the schemas although examples exist. Default false. */
  readonly dynamic?: boolean | undefined;
  /** Generated values repeat with the same seed. Default: other values each time. */
  readonly seed?: string | undefined;
  /** Send Prism's CORS headers; for `whole` only. Default true. */
  readonly cors?: boolean | undefined;
}

/** Answers from the schemas. */
export interface SchemaEngine {
  /** The answer to a good request; at once where it is kept or stands in the contract. */
  answer(operation: Operation, request: PlainRequest): PlainResponse | Promise<PlainResponse>;
  /** The documented answer to a refused request; undefined where the contract documents none with a body. */
  refuse(
    operation: Operation,
    request: PlainRequest,
    refusal: Refusal,
  ): PlainResponse | Promise<PlainResponse> | undefined;
  /** Everything by Prism's rules, routing included; `request.path` is the path at the port. */
  whole(request: PlainRequest): Promise<PlainResponse>;
  /** Lets go of Prism. */
  close(): Promise<void>;
}

let engines = 0;

/** Creates the engine of a contract. Prism is not loaded before something has to be generated. */
export function createSchemaEngine(contract: Contract, options: SchemaEngineOptions = {}): SchemaEngine {
  const { prism, sendCallback } = options;
  const defaults: Preferences = {
    ...(options.dynamic && { dynamic: true }),
    ...(options.seed !== undefined && { seed: options.seed }),
  };
  const name = `${contract.name}#${(engines += 1)}`;
  const repliesOf = createReplies(contract);
  const kept = createKept();

  function generate(operation: Operation, choice: Choice, wanted: Preferences, refused?: number) {
    if (!prism) return toAbsent(operation);
    const { method, path } = operation;
    const mock = {
      ...wanted,
      ...(refused === undefined && { code: choice.status }),
      // Prism prefers `*/*` by itself when it is asked for nothing.
      ...(choice.documented !== undefined && choice.documented !== '*/*' && { mediaTypes: [choice.documented] }),
    };
    const task = {
      slice: `${name} ${operation.id}`,
      method,
      path,
      mock,
      ...(choice.mediaType !== undefined && { mediaType: choice.mediaType }),
      ...(refused !== undefined && { refuse: refused }),
    };
    return prism
      .generate(task, () => sliceOperation(contract, operation))
      .then(
        (generated) => toGenerated(operation, generated),
        (error: unknown) => toFailed(operation, error),
      );
  }

  function prepare(operation: Operation, request: PlainRequest): PlainResponse | Promise<PlainResponse> {
    const accept = request.headers.accept;
    const { prefer } = request.headers;
    const special =
      prefer !== undefined || request.query.includes('__') ? `${prefer} ${prefer ? '' : request.query}` : '';
    const known = kept.get(operation, `${accept} ${special}`);
    if (known) return known;
    const reading = readPreferences(request);
    if ('problems' in reading) return toProblem(422, 'Unprocessable Content', toSentences(reading.problems));
    const wanted = { ...defaults, ...reading.preferences };
    const replies = repliesOf(operation);
    const found = negotiate(replies, wanted, accept);
    if ('miss' in found) return toProblem(found.status, TITLES[found.status], found.detail);
    const finish = (response: PlainResponse): PlainResponse => ({
      ...response,
      headers: { ...response.headers, ...(replies.deprecated && { deprecation: 'true' }) },
      note: { operation: operation.id },
    });
    const response = needsPrism(found) ? generate(operation, found, wanted) : fromContract(found);
    // What is generated with `dynamic` differs each time, and so it must.
    const varies = wanted.dynamic === true && needsPrism(found);
    const keep = (answer: PlainResponse) => (varies ? answer : kept.set(operation, `${accept} ${special}`, answer));
    return response instanceof Promise
      ? response.then(finish).then((answer) => (answer.status === 501 ? answer : keep(answer)))
      : keep(finish(response));
  }

  function fire(operation: Operation, request: PlainRequest, response: PlainResponse): void {
    if (!sendCallback || !prism || !hasCallbacks(contract, operation)) return;
    const { method, path } = operation;
    prism
      .draftCallbacks({ slice: `${name} ${operation.id}`, method, path }, () => sliceOperation(contract, operation))
      .then((drafts) => drafts.forEach((draft) => sendCallback(toCall(operation, draft, request, response))))
      // A callback that cannot be made is not sent; the answer is out already.
      .catch(() => {});
  }

  return {
    answer(operation, request) {
      const response = prepare(operation, request);
      if (!sendCallback) return response;
      const after = (answer: PlainResponse): PlainResponse => {
        if (answer.status < 400) fire(operation, request, answer);
        return answer;
      };
      return response instanceof Promise ? response.then(after) : after(response);
    },
    refuse(operation, request, refusal) {
      const { statuses } = refusal;
      const replies = repliesOf(operation);
      const reading = readPreferences(request);
      const wanted = 'preferences' in reading ? reading.preferences : {};
      const found = negotiateRefusal(replies, statuses, wanted);
      if (!found) return undefined;
      if ('miss' in found) return toProblem(found.status, TITLES[found.status], found.detail);
      if (found.mediaType === undefined) return undefined;
      const finish = (response: PlainResponse): PlainResponse => ({
        ...response,
        headers: {
          ...response.headers,
          ...(replies.deprecated && { deprecation: 'true' }),
          ...toViolationsHeader(toReasons(refusal)),
        },
        note: { operation: operation.id },
      });
      if (!needsPrism(found)) return finish(fromContract(found));
      if (!prism) return undefined;
      const key = `refused ${found.status}`;
      const known = kept.get(operation, key);
      if (known) return finish(known);
      return (generate(operation, found, wanted, statuses[0]!) as Promise<PlainResponse>).then((response) =>
        finish(response.status === 501 ? response : kept.set(operation, key, response)),
      );
    },
    async whole(request) {
      if (!prism) return toProblem(501, 'Not Implemented', ABSENT);
      const settings = {
        errors: options.errors === true,
        cors: options.cors !== false,
        dynamic: options.dynamic === true,
        ignoreExamples: false,
        ...(options.seed !== undefined && { seed: options.seed }),
      };
      try {
        // The file as its author wrote it, as the command reads it; overlays and documents in memory only exist merged.
        const source = contract.files.length === 1 ? contract.files[0]! : contract.document;
        const answer = await prism.whole({ slice: name, request, settings }, () => source);
        for (const draft of answer.callbacks) {
          const operation = contract.operations[0]!;
          sendCallback?.(toCall(operation, draft, request, answer.response));
        }
        return answer.response;
      } catch (error) {
        return toProblem(500, 'Internal Server Error', `Prism failed: ${(error as Error).message}`);
      }
    },
    close: async () => prism?.close(name),
  };
}

const TITLES = { 404: 'Not Found', 406: 'Not Acceptable', 501: 'Not Implemented' } as const;
const ABSENT =
  'Answers without an example are generated by @stoplight/prism-http, which is not available here; give the response an example or install it';

function needsPrism({ body, headers }: Choice): boolean {
  return body === 'schema' || headers.some(({ generated }) => generated);
}

function fromContract({ status, mediaType, body, headers }: Choice): PlainResponse {
  const texts: Record<string, string> = {};
  for (const header of headers) if (header.example !== undefined) texts[header.name] = String(header.example);
  const type = mediaType;
  if (type !== undefined) texts['Content-Type'] = type;
  const text = typeof body === 'object' ? serialize(body.example.value, type) : undefined;
  return { status, headers: texts, ...(text !== undefined && { body: text }) };
}

function toReasons({ statuses, violations, reason }: Refusal): ShownViolation[] {
  if (violations.length > 0) return toShown('request', violations);
  const code = statuses[0]!;
  const message = reason ?? (code === 401 ? 'Invalid security scheme used' : 'Invalid content type');
  return [{ location: ['request'], severity: 'Error', code, message }];
}

function toGenerated(operation: Operation, generated: Generated): PlainResponse {
  if ('response' in generated) return generated.response;
  return toProblem(
    501,
    'Not Implemented',
    `Nothing could be generated for ${operation.id}: ${generated.problem.detail || generated.problem.title}`,
  );
}

function toFailed(operation: Operation, error: unknown): PlainResponse {
  const { reason, message } = error as { reason?: string; message: string };
  if (reason === 'missing') return toAbsent(operation);
  return toProblem(501, 'Not Implemented', `Nothing could be generated for ${operation.id}: ${message}`);
}

function toAbsent(operation: Operation): PlainResponse {
  return { ...toProblem(501, 'Not Implemented', ABSENT), note: { operation: operation.id } };
}

function toCall(
  operation: Operation,
  draft: CallbackDraft,
  request: PlainRequest,
  response: PlainResponse,
): CallbackCall {
  return { ...draft, operation, url: fillCallbackUrl(draft.url, request, response) };
}

function toSentences(problems: readonly PreferenceProblem[]): string {
  return problems
    .map(({ name, value, expected }) =>
      value === true
        ? `The preference ${name} has no value`
        : `The preference ${name}=${String(value)} is not ${EXPECTED[expected]}`,
    )
    .join('; ');
}

const EXPECTED = { string: 'one text', 'a number': 'a status of three digits', 'a boolean': 'true or false' } as const;
