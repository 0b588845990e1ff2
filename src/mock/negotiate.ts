/**
 * Chooses a documented response: by status (`Prefer: code=`, else the lowest 2xx, else `default`, else the first), by media
 * type (Accept) and by example. The rules are Prism's, so that a test written against it still holds; they are a pure
 * function of the contract and cost microseconds.
 */
import { findRange, selectMediaType, toConcreteType } from './schema-answers/accept.ts';
import type { Preferences } from './schema-answers/preferences.ts';
import type { Content, Example, HeaderPlan, OperationReplies, Reply } from './schema-answers/responses.ts';

/** What is to be sent. */
export interface Choice {
  readonly status: number;
  /** Key of the response that was chosen, as documented: `200`, `2XX`, `default`. */
  readonly code: string;
  /** Absent: no Content-Type is sent. */
  readonly mediaType?: string;
  /** The media type or range that the contract documents it under. */
  readonly documented?: string;
  readonly headers: readonly HeaderPlan[];
  /** `schema`: the body has to be generated. */
  readonly body: 'none' | 'schema' | { readonly example: Example };
}

/** Why nothing can be sent. `status` is what the client is told: 406 wrong Accept, 404 no such response or example. */
export interface Miss {
  readonly miss: 'status' | 'example' | 'mediaType' | 'schema' | 'nothing';
  readonly status: 404 | 406 | 501;
  readonly detail: string;
}

/** Result of a negotiation. */
export type Negotiation = Choice | Miss;

/** The answer to a request that was judged good. */
export function negotiate(operation: OperationReplies, wanted: Preferences, accept: string | undefined): Negotiation {
  if (wanted.code === undefined) return negotiateDefault(operation, wanted, accept);
  const { code } = wanted;
  const reply = findStatus(operation.replies, code) ?? operation.replies.find((entry) => entry.code === 'default');
  if (!reply) {
    const known = operation.replies.map((entry) => entry.code).join(', ');
    return { miss: 'status', status: 404, detail: `The contract has no response ${code} here; it has ${known}` };
  }
  const first = chooseContent(operation, reply, code, wanted, accept);
  if (!('miss' in first)) return first;
  // Prism then tries what it would have sent without the code.
  const second = negotiateDefault(operation, wanted, accept);
  return 'miss' in second ? first : second;
}

/**
 * The documented answer to a request that was refused: the first of `statuses` that the contract has, else its `default`
 * under the first of them.
 * @returns undefined where the contract documents none
 */
export function negotiateRefusal(
  operation: OperationReplies,
  statuses: readonly number[],
  wanted: Preferences,
): Negotiation | undefined {
  let reply: Reply | undefined;
  let status = statuses[0]!;
  for (const candidate of statuses) {
    reply = findStatus(operation.replies, candidate);
    if (!reply) continue;
    status = candidate;
    break;
  }
  reply ??= operation.replies.find((entry) => entry.code === 'default');
  if (!reply) return undefined;
  const { code, headers } = reply;
  const content = reply.contents.find(({ examples }) => examples.length > 0);
  if (content) {
    const key = wanted.code !== undefined && statuses.includes(wanted.code) ? wanted.exampleKey : undefined;
    const example = key === undefined ? content.examples[0]! : content.examples.find((entry) => entry.key === key);
    if (!example) return missExample(code, content, key!);
    const body = example.value === undefined ? 'none' : { example };
    return { status, code, ...toTypes(content, undefined), headers, body };
  }
  const described = reply.contents.find(({ hasSchema }) => hasSchema);
  return described
    ? { status, code, ...toTypes(described, undefined), headers, body: 'schema' }
    : { status, code, headers, body: 'none' };
}

function negotiateDefault(operation: OperationReplies, wanted: Preferences, accept: string | undefined): Negotiation {
  const success = operation.replies
    .filter((reply) => /^2(\d\d|XX)$/.test(reply.code))
    .sort((a, b) => (a.code < b.code ? -1 : a.code > b.code ? 1 : 0))[0];
  const reply = success ?? operation.replies.find((entry) => entry.code === 'default') ?? operation.replies[0];
  if (!reply) return { miss: 'nothing', status: 501, detail: 'The contract documents no response here' };
  const status = reply.code === 'default' ? 200 : Number(reply.code.replace('XX', '00'));
  return chooseContent(operation, reply, status, wanted, accept);
}

function findStatus(replies: readonly Reply[], status: number): Reply | undefined {
  return (
    replies.find(({ code }) => code === String(status)) ??
    replies.find(({ code }) => code === `${String(status).charAt(0)}XX`)
  );
}

function chooseContent(
  { method }: OperationReplies,
  reply: Reply,
  status: number,
  wanted: Preferences,
  accept: string | undefined,
): Negotiation {
  const { code, headers, contents } = reply;
  const empty: Choice = { status, code, headers, body: 'none' };
  if (method === 'head') return empty;
  const types = contents.map(({ mediaType }) => mediaType);
  const type = accept ? (selectMediaType(types, accept) ?? findRange(types, accept)) : selectDefault(types);
  if (type !== undefined) {
    const content = contents.find(({ mediaType }) => mediaType === type)!;
    return chooseBody({ ...empty, ...toTypes(content, accept) }, content, wanted);
  }
  if (!accept) return { ...empty, mediaType: 'text/plain' };
  if (contents.length === 0 || status === 204 || accept.includes('*/*')) return empty;
  const detail = `The response ${code} comes as ${types.join(', ')}, not as ${accept}`;
  return { miss: 'mediaType', status: 406, detail };
}

function selectDefault(types: readonly string[]): string | undefined {
  return types.includes('*/*') ? '*/*' : selectMediaType(types, 'application/json,*/*');
}

function toTypes({ mediaType, isText }: Content, accept: string | undefined): Pick<Choice, 'mediaType' | 'documented'> {
  return { mediaType: toConcreteType(mediaType, accept, isText), documented: mediaType };
}

function chooseBody(found: Choice, content: Content, wanted: Preferences): Negotiation {
  const { exampleKey, dynamic } = wanted;
  const example =
    exampleKey === undefined ? content.examples[0] : content.examples.find(({ key }) => key === exampleKey);
  if (exampleKey !== undefined && !example) return missExample(found.code, content, exampleKey);
  if (exampleKey === undefined && dynamic) {
    if (content.hasSchema) return { ...found, body: 'schema' };
    const detail = `The response ${found.code} has no schema to generate ${content.mediaType} from`;
    return { miss: 'schema', status: 404, detail };
  }
  if (example && example.value !== undefined) return { ...found, body: { example } };
  return { ...found, body: content.hasSchema ? 'schema' : 'none' };
}

function missExample(code: string, content: Content, key: string): Miss {
  const known = content.examples.map((example) => example.key).join(', ') || 'none';
  return { miss: 'example', status: 404, detail: `The response ${code} has no example ${key}; it has ${known}` };
}
