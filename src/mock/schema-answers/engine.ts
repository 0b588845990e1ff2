/**
 * What the schemas alone decide: the answer to a request that was judged good, and the documented answer to one that was
 * not. Examples stand in the contract and are answered at once; only what has to be generated goes to Prism.
 */
import { after } from '../after.ts';
import type { Contract, Operation } from '../../contract/types.ts';
import { toProblem, type PlainRequest, type PlainResponse } from '../message.ts';
import { negotiate, negotiateRefusal, type Choice, type Miss } from '../negotiate.ts';
import type { CallbackDraft } from '../prism-protocol.ts';
import { fillCallbackUrl } from './callback-url.ts';
import { createGenerator, needsGenerator, PRISM_ABSENT, toContractAnswer } from './generator.ts';
import { createKept } from './kept.ts';
import { readPreferences, toPreferenceKey, toSentence, type Preferences } from './preferences.ts';
import { createReplies } from './responses.ts';
import { sliceOperation } from './slice.ts';
import type { CallbackCall, Refusal, SchemaEngine, SchemaEngineOptions } from './types.ts';
import { toShown, toViolationsHeader, type ShownViolation } from './violations-header.ts';

export type { CallbackCall, SchemaEngine, SchemaEngineOptions } from './types.ts';

let engines = 0;

/** Creates the engine of a contract. Prism is not loaded before something has to be generated. */
export function createSchemaEngine(contract: Contract, options: SchemaEngineOptions = {}): SchemaEngine {
  const { prism, sendCallback } = options;
  // Ends with a mark, so that no name begins another one.
  const name = `${contract.name}#${(engines += 1)};`;
  const defaults: Preferences = {
    ...(options.dynamic && { dynamic: true }),
    ...(options.seed !== undefined && { seed: options.seed }),
  };
  const whole = {
    errors: options.errors === true,
    cors: options.cors !== false,
    dynamic: options.dynamic === true,
    ignoreExamples: false,
    seed: options.seed,
    generator: (contract.document['x-json-schema-faker'] ?? {}) as Record<string, unknown>,
  };
  const repliesOf = createReplies(contract);
  const generate = createGenerator(contract, prism, name);
  const kept = createKept();

  function prepare(operation: Operation, request: PlainRequest): PlainResponse | Promise<PlainResponse> {
    const { accept } = request.headers;
    const key = `${accept} ${toPreferenceKey(request)}`;
    const known = kept.get(operation, key);
    if (known) return known;
    const replies = repliesOf(operation);
    const note = { operation: operation.id };
    const finish = (response: PlainResponse): PlainResponse => ({
      ...response,
      headers: replies.deprecated ? { ...response.headers, deprecation: 'true' } : response.headers,
      note,
    });
    const reading = readPreferences(request);
    if ('problems' in reading) {
      return { ...toProblem(422, 'Unprocessable Content', reading.problems.map(toSentence).join('; ')), note };
    }
    const wanted = { ...defaults, ...reading.preferences };
    const found = negotiate(replies, wanted, accept);
    if ('miss' in found) return { ...toMiss(found), note };
    if (!needsGenerator(found)) return kept.set(operation, key, finish(toContractAnswer(found)));
    // What is generated with `dynamic` differs each time, and so it must.
    const keep = (answer: PlainResponse) =>
      wanted.dynamic || answer.status === 501 ? answer : kept.set(operation, key, answer);
    return after(after(generate(operation, found, wanted), finish), keep);
  }

  function prepareRefusal(operation: Operation, request: PlainRequest, found: Choice, status: number) {
    const wanted = readWanted(request, defaults);
    const key = `refused ${found.status} ${toPreferenceKey(request)}`;
    const known = kept.get(operation, key);
    if (known) return known;
    return after(generate(operation, found, wanted, status), (answer) =>
      wanted.dynamic || answer.status === 501 ? answer : kept.set(operation, key, answer),
    );
  }

  function sendCallbacks(operation: Operation, request: PlainRequest, response: PlainResponse): PlainResponse {
    if (!sendCallback || !prism || response.status >= 400 || !repliesOf(operation).hasCallbacks) return response;
    const { method, path, id } = operation;
    prism
      .draftCallbacks({ slice: name + id, method, path }, () => sliceOperation(contract, operation))
      .then((drafts) => drafts.forEach((draft) => sendCallback(toCall(operation, draft, request, response))))
      // A callback that cannot be made is not sent; the answer is out already.
      .catch(() => {});
    return response;
  }

  return {
    answer(operation, request) {
      const response = prepare(operation, request);
      return sendCallback ? after(response, (answer) => sendCallbacks(operation, request, answer)) : response;
    },
    refuse(operation, request, refusal) {
      const [status] = refusal.statuses;
      const note = { operation: operation.id };
      const replies = repliesOf(operation);
      const found = negotiateRefusal(replies, refusal.statuses, readWanted(request, defaults));
      if (!found || status === undefined) return undefined;
      if ('miss' in found) return { ...toMiss(found), note };
      // In its own words the kernel says more than an empty answer, or than that nothing can be generated.
      if (found.mediaType === undefined || (needsGenerator(found) && !prism)) return undefined;
      const response = needsGenerator(found)
        ? prepareRefusal(operation, request, found, status)
        : toContractAnswer(found);
      const more = {
        ...(replies.deprecated && { deprecation: 'true' }),
        ...toViolationsHeader(toReasons(refusal)),
      };
      return after(response, (answer) => ({ ...answer, headers: { ...answer.headers, ...more }, note }));
    },
    async whole(request) {
      if (!prism) return toProblem(501, 'Not Implemented', PRISM_ABSENT);
      try {
        // The file as its author wrote it, as the command reads it; overlays and documents in memory only exist merged.
        const source = contract.files.length === 1 ? contract.files[0]! : contract.document;
        const { response, callbacks } = await prism.whole({ slice: name, request, settings: whole }, () => source);
        const [operation] = contract.operations;
        for (const draft of callbacks) sendCallback?.(toCall(operation!, draft, request, response));
        return response;
      } catch (error) {
        return toProblem(500, 'Internal Server Error', `Prism failed: ${(error as Error).message}`);
      }
    },
    close: async () => prism?.close(name),
  };
}

const TITLES = { 404: 'Not Found', 406: 'Not Acceptable', 501: 'Not Implemented' } as const;

/** What a request asks for, where it can be read; whatever it is, the request is refused for another reason. */
function readWanted(request: PlainRequest, defaults: Preferences): Preferences {
  const reading = readPreferences(request);
  return 'preferences' in reading ? { ...defaults, ...reading.preferences } : defaults;
}

function toMiss({ status, detail }: Miss): PlainResponse {
  return toProblem(status, TITLES[status], detail);
}

function toReasons({ statuses, violations, reason }: Refusal): ShownViolation[] {
  if (violations.length > 0) return toShown('request', violations);
  const code = statuses[0]!;
  const message = reason ?? (code === 401 ? 'Invalid security scheme used' : 'Invalid content type');
  return [{ location: ['request'], severity: 'Error', code, message }];
}

function toCall(
  operation: Operation,
  draft: CallbackDraft,
  request: PlainRequest,
  response: PlainResponse,
): CallbackCall {
  return { ...draft, operation, url: fillCallbackUrl(draft.url, request, response) };
}
