/** How a fault is known again where its check did not say so. */
import { getAt } from '../../contract/pointer.ts';
import type { Json } from '../../contract/types.ts';
import type { Source } from '../collector.ts';
import type { Slice } from './slice.ts';
import type { Proof } from './proof.ts';
import { ANY, ANY_NUMBER } from './references.ts';
import { soundChecks } from './sound-checks.ts';
import { findValues } from './values.ts';

/** Headers that say nothing about a fault. */
const PASSING = /^(?:date|age|etag|connection|keep-alive|transfer-encoding|content-length|server|via|x-request-id)$/;
/** A valid request that was refused. */
const REFUSED =
  /Refused$|CaseSensitive$|TooLow$|TooStrict$|NotFreed$|NotRead$|NotReadable$|EncodedPathNotFound|LimitShared/;
const OF_HEADERS = /Header|Allow|RateLimit|MediaType|ContentType/;

/** Whether a fault is that a valid request was refused. */
export function isRefusal(code: string): boolean {
  return REFUSED.test(code);
}

/**
 * @param ids ids of what the run has created
 * @param toTemplate puts references in the place of what earlier answers said
 */
export function toDefaultProof(
  { draft, exchanges }: Source,
  { witness, exchanges: chosen }: Slice,
  ids: ReadonlySet<string>,
  toTemplate: (value: unknown) => Json | undefined,
): Proof {
  const { code, responsePointer: at = '' } = draft;
  const { status, json, headers } = witness.response;
  if (code === 'ResourceNotListed') {
    const created = chosen.filter(({ variant }) => variant.role === 'create');
    const missing = created
      .flatMap(({ response }) => findId(response.json, ids))
      .findLast((id) => !witness.response.text.includes(id));
    if (missing !== undefined) return { kind: 'contains', text: String(toTemplate(missing)) };
  }
  if (code === 'ResourceListedAfterDelete') {
    const gone = exchanges.findLast(({ variant }) => variant.role === 'delete');
    const id = [...ids].find((entry) => gone?.request.url.includes(encodeURIComponent(entry)));
    if (id !== undefined) return { kind: 'lacks', text: String(toTemplate(id)) };
  }
  if (code === 'WrongResource') {
    const id = findValues(witness.request).find((value) => ids.has(value));
    if (id !== undefined && at !== '') return { kind: 'equals', at, value: toTemplate(id)! };
  }
  if (code === 'SecretMissing') return { kind: 'differs', at };
  if (code === 'SecretTooShort') return { kind: 'longer', at, than: String(getAt(json, at)).length };
  if (code === 'AllowMissing') return { kind: 'header', name: 'allow' };
  if (draft.check !== undefined && soundChecks.some(({ name }) => name === draft.check))
    return { kind: 'sound', check: draft.check };
  if (isRefusal(code) && status >= 400) return { kind: 'status', statuses: ['2XX', '3XX'] };
  const isOfHeaders = OF_HEADERS.test(code) && at === '';
  const value = isOfHeaders
    ? undefined
    : mask(toTemplate(getAt(json, at)), new Set(exchanges.flatMap(({ request }) => findValues(request))));
  const own = OF_HEADERS.test(code) ? [...headers].filter(([name]) => !PASSING.test(name)) : [];
  return {
    kind: 'unlike',
    status,
    at,
    ...(value !== undefined && { value }),
    ...(own.length > 0 && {
      headers: Object.fromEntries(own.map(([name, text]) => [name, text.replace(/\d+/g, ANY)])),
    }),
  };
}

/**
 * What changes from run to run becomes a mark. Of a time the form stays, because that may be the fault; so does every
 * text that has no digits, or a part of it that was sent.
 */
function toShape(text: string): string {
  if (text.includes('${') || text.includes('hookspec-')) return text;
  if (text.includes('[secret]')) return ANY;
  if (/\d\d[:/-]\d\d|\d{4}/.test(text) && /[ :,/-]/.test(text)) return text.replace(/\d+/g, ANY);
  return text.length >= 8 && /\d/.test(text) ? ANY : text;
}

/** Texts with digits and large numbers change from run to run, unless they are references. */
function mask(value: Json | undefined, sent: ReadonlySet<string>): Json | undefined {
  if (typeof value === 'string') return sent.has(value) ? value : toShape(value);
  if (typeof value === 'number') return Math.abs(value) >= 1_000_000 && !sent.has(String(value)) ? ANY_NUMBER : value;
  if (Array.isArray(value)) return value.map((entry) => mask(entry as Json, sent)!);
  if (value === null || value === undefined || typeof value !== 'object') return value;
  return Object.fromEntries(Object.entries(value).map(([key, entry]) => [key, mask(entry as Json, sent)!]));
}

function findId(value: unknown, ids: ReadonlySet<string>): string[] {
  if (typeof value === 'string' || typeof value === 'number') return ids.has(String(value)) ? [String(value)] : [];
  return value === null || typeof value !== 'object' ? [] : Object.values(value).flatMap((entry) => findId(entry, ids));
}
