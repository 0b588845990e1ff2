/** `application/x-www-form-urlencoded` bodies (WHATWG URL, urlencoded parsing). */
import type { JsonObject, MediaType } from '../../contract/types.ts';
import { splitQuery } from '../parameters/pairs.ts';
import { decodeQueryPart } from '../parameters/percent.ts';
import { decodeUtf8 } from '../utf8.ts';
import { createFormPlan, readFields } from './fields.ts';
import { type BytesReader, toMalformed } from './reading.ts';

/** Prepares the reader of an urlencoded form. Names that the schema does not know are kept as text. */
export function createFormReader(document: JsonObject, mediaType: MediaType): BytesReader {
  const plan = createFormPlan(document, mediaType, decodeQueryPart);
  return (bytes) => {
    const text = decodeUtf8(bytes);
    if (text === undefined) return toMalformed('The body is not valid UTF-8');
    const reading = readFields(plan, splitQuery(text), decodeQueryPart);
    return 'reason' in reading ? toMalformed(reading.reason) : { kind: 'value', value: reading.value, mediaType };
  };
}
