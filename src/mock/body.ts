/** Reads and checks request bodies, by the media types that an operation documents. */
import type { SchemaCompiler } from '../contract/schema.ts';
import type { Contract, RequestBody, Violation } from '../contract/types.ts';
import { parseMediaType } from './bodies/media-types.ts';
import type { BodyReading, BytesReader } from './bodies/reading.ts';
import { selectReader } from './bodies/select.ts';
import type { PlainRequest } from './message.ts';

export { isJson } from './bodies/media-types.ts';
export type { BodyReading } from './bodies/reading.ts';

/** Reads the body of a request. */
export type BodyReader = (request: PlainRequest) => BodyReading;

/** Judges a body that was read; `malformed` and `mediaType` readings are no violations but conditions of their own. */
export type BodyCheck = (reading: BodyReading) => readonly Violation[];

const NONE: BodyReading = Object.freeze({ kind: 'none' });
const NO_VIOLATIONS: readonly Violation[] = Object.freeze([]);

/** Spellings of `Content-Type` that are remembered for one operation; senders may invent as many as they like. */
const MAX_KNOWN = 32;

/** Prepares the reader of an operation's body. An operation without one ignores what is sent. */
export function createBodyReader(
  contract: Pick<Contract, 'document'>,
  requestBody: RequestBody | undefined,
): BodyReader {
  const content = requestBody?.content ?? [];
  if (content.length === 0) return () => NONE;
  const candidates = content.map((media) => ({ media, name: parseMediaType(media.type) }));
  const known = new Map<string, BytesReader>();
  return ({ headers, body }) => {
    if (body.length === 0) return NONE;
    const encoding = headers['content-encoding'];
    if (encoding !== undefined && !/^(?:identity)?$/i.test(encoding)) {
      return { kind: 'mediaType', reason: `The body is encoded as ${encoding}; send it as it is` };
    }
    const contentType = headers['content-type'] ?? '';
    const reader = known.get(contentType);
    if (reader) return reader(body);
    const selected = selectReader(contract.document, candidates, contentType);
    // A boundary is another one each time.
    if (known.size < MAX_KNOWN && !contentType.includes('boundary')) known.set(contentType, selected);
    return selected(body);
  };
}

/** Prepares the check of an operation's body. */
export function createBodyCheck(compiler: SchemaCompiler, requestBody: RequestBody | undefined): BodyCheck {
  if (!requestBody) return () => NO_VIOLATIONS;
  const checks = new Map(
    requestBody.content.flatMap((media) =>
      media.schemaPointer === undefined ? [] : [[media, compiler.prepare(media.schemaPointer, 'request')] as const],
    ),
  );
  const missing = requestBody.required ? [toMissing(requestBody)] : NO_VIOLATIONS;
  return (reading) => {
    if (reading.kind === 'value' && !reading.isOpaque)
      return checks.get(reading.mediaType)?.(reading.value) ?? NO_VIOLATIONS;
    return reading.kind === 'none' ? missing : NO_VIOLATIONS;
  };
}

function toMissing({ pointer }: RequestBody): Violation {
  return {
    in: 'body',
    at: '',
    keyword: 'required',
    message: 'is missing',
    schemaPointer: `${pointer}/required`,
    params: {},
  };
}
