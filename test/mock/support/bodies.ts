/** Reads and judges bodies the way the kernel does, from a `content` map. */
import { readContent } from '../../../src/contract/content.ts';
import { createSchemaCompiler } from '../../../src/contract/schema.ts';
import type { JsonObject, RequestBody } from '../../../src/contract/types.ts';
import { createBodyCheck, createBodyReader } from '../../../src/mock/body.ts';

/** What a body becomes: its value, the violations of its schema, or why it was refused. */
export type Outcome =
  | { readonly value: unknown; readonly type: string }
  | { readonly violations: readonly string[] }
  | { readonly malformed: string }
  | { readonly mediaType: string }
  | 'none';

/** Reads one body. Text is sent as UTF-8. */
export function readBody(content: JsonObject, contentType: string | undefined, body: string | Uint8Array): Outcome {
  return createReader(content)(contentType, body);
}

/** Prepares a reader for several bodies of one operation. */
export function createReader(content: JsonObject, required = false) {
  const document = { content };
  const media = readContent(document, { node: document, pointer: '' });
  const requestBody: RequestBody = { required, pointer: '', content: media };
  const read = createBodyReader({ document }, requestBody);
  const check = createBodyCheck(createSchemaCompiler({ document }), requestBody);
  return (contentType: string | undefined, body: string | Uint8Array, more: Record<string, string> = {}): Outcome => {
    const headers = contentType === undefined ? more : { 'content-type': contentType, ...more };
    const bytes = typeof body === 'string' ? new TextEncoder().encode(body) : body;
    const reading = read({ method: 'POST', path: '/', query: '', headers, body: bytes });
    if (reading.kind === 'malformed') return { malformed: reading.reason };
    if (reading.kind === 'mediaType') return { mediaType: reading.reason };
    const violations = check(reading).map(({ at, keyword, message }) => `${at} ${keyword}: ${message}`);
    if (violations.length > 0) return { violations };
    return reading.kind === 'none' ? 'none' : { value: reading.value, type: reading.mediaType.type };
  };
}
