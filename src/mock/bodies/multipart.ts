/** `multipart/form-data` bodies as an object of their fields. */
import { setMember } from '../../contract/pointer.ts';
import type { JsonObject, MediaType } from '../../contract/types.ts';
import { kindOf } from '../parameters/field.ts';
import { keepText } from '../parameters/percent.ts';
import { decodeBytes, decodeUtf8 } from '../utf8.ts';
import { createFormPlan, type FormPlan, readFields } from './fields.ts';
import { parseJson } from './json.ts';
import { isJson, matches, parseMediaType } from './media-types.ts';
import { type Part, splitParts } from './multipart-parts.ts';
import { type BodyReading, type BytesReader, toMalformed } from './reading.ts';

/** Longest boundary that RFC 2046 allows. */
const MAX_BOUNDARY = 70;

/**
 * Prepares the reader of a form in parts. A file becomes a string with one character for each byte, so that length
 * rules count bytes; JSON parts are parsed; other parts are text that the schema may turn into a number or a boolean.
 */
export function createMultipartReader(document: JsonObject, mediaType: MediaType, contentType: string): BytesReader {
  const plan = createFormPlan(document, mediaType, keepText);
  const boundary = parseMediaType(contentType).parameters.get('boundary') ?? '';
  return (bytes) => {
    if (boundary === '' || boundary.length > MAX_BOUNDARY) {
      return toMalformed(`The Content-Type must name a boundary of 1 to ${MAX_BOUNDARY} characters`);
    }
    const parts = splitParts(bytes, boundary);
    return typeof parts === 'string' ? toMalformed(parts) : readParts(plan, parts, mediaType);
  };
}

function readParts(plan: FormPlan, parts: readonly Part[], mediaType: MediaType): BodyReading {
  const texts = new Map<string, string[]>();
  const values = new Map<string, unknown[]>();
  for (const part of parts) {
    const refusal = refuseType(plan, part);
    if (refusal) return refusal;
    const content = readContent(plan, part);
    if (typeof content === 'object' && 'reason' in content) return toMalformed(content.reason);
    if (typeof content === 'string') append(texts, part.name, content);
    else append(values, part.name, content.value);
  }
  const reading = readFields(plan, texts, keepText);
  if ('reason' in reading) return toMalformed(reading.reason);
  for (const [name, list] of values) addValues(plan, reading.value, name, list);
  return { kind: 'value', value: reading.value, mediaType };
}

/** The part's own type, where it names one and `encoding` says which may come. */
function refuseType({ fields }: FormPlan, { name, contentType }: Part): BodyReading | undefined {
  const allowed = fields.get(name)?.contentTypes ?? [];
  if (contentType === undefined || allowed.length === 0) return undefined;
  if (allowed.some((type) => matches(type, contentType))) return undefined;
  return { kind: 'mediaType', reason: `The part "${name}" is ${contentType}; it must be ${allowed.join(', ')}` };
}

/** Text, or a value that is done: a file's bytes, parsed JSON. */
function readContent({ shape }: FormPlan, { name, filename, contentType = 'text/plain', bytes }: Part) {
  const { type } = parseMediaType(contentType);
  // Browsers give a part a type only when it is a blob, and then a file name too.
  const isFile = filename !== undefined && (!isJson(type) || kindOf(shape.property(name)).scalar);
  if (!isFile && isJson(type)) return parseJson(bytes, `The part "${name}"`);
  const text = !isFile && type.startsWith('text/') ? decodeUtf8(bytes) : undefined;
  return text ?? { value: decodeBytes(bytes) };
}

function addValues({ shape }: FormPlan, value: Record<string, unknown>, sent: string, list: readonly unknown[]): void {
  const base = sent.endsWith('[]') ? sent.slice(0, -2) : sent;
  const name = kindOf(shape.property(base)).array ? base : sent;
  const { array, scalar } = kindOf(shape.property(name));
  const known = Object.hasOwn(value, name) ? [value[name]].flat() : [];
  const all = [...known, ...list];
  const isAlone = all.length === 1 && (!array || scalar || Array.isArray(all[0]));
  setMember(value, name, isAlone ? all[0] : all);
}

function append<T>(map: Map<string, T[]>, name: string, item: T): void {
  const known = map.get(name);
  if (known) known.push(item);
  else map.set(name, [item]);
}
