/** Whether an answer is what a correct server would give. */
import { isDeepStrictEqual } from 'node:util';
import { getAt } from '../../contract/pointer.ts';
import { createSchemaCompiler } from '../../contract/schema.ts';
import type { Json, JsonObject } from '../../contract/types.ts';
import type { WireRequest, WireResponse } from '../exchange.ts';
import { isIntegerHeader, readHeader } from '../checks/headers.ts';
import type { JudgeContext } from '../judge.ts';
import { withoutIndexes } from '../fingerprint.ts';
import { soundChecks } from './sound-checks.ts';
import type { Proof } from './proof.ts';
import { ANY, ANY_NUMBER } from './references.ts';

/** @param proof with its references filled */
export function isRight(proof: Proof, request: WireRequest, response: WireResponse): boolean {
  const { status, headers, json, text } = response;
  switch (proof.kind) {
    case 'status':
      return proof.statuses.some((wanted) => fitsStatus(wanted, status));
    case 'header':
      return headers.has(proof.name);
    case 'headerDiffers':
      return headers.get(proof.name) !== proof.value;
    case 'headerSchema':
      return fitsHeader(proof, headers.get(proof.name));
    case 'contentType':
      return proof.types.includes((headers.get('content-type') ?? '').split(';')[0]!.trim().toLowerCase());
    case 'body':
      return proof.is === 'json' ? json !== undefined : (proof.is === 'present') === (text !== '');
    case 'equals':
      return isDeepStrictEqual(getAt(json, proof.at), proof.value);
    case 'differs':
      return !isDeepStrictEqual(getAt(json, proof.at), proof.value);
    case 'schema':
      return fitsSchema(proof, json);
    case 'lacks':
      return !text.includes(proof.text);
    case 'contains':
      return text.includes(proof.text);
    case 'longer':
      return String(getAt(json, proof.at) ?? '').length > proof.than;
    case 'sound':
      return isSound(proof.check, request, response);
    case 'unlike':
      return !isAlike(proof, response);
  }
}

/** Asks the check itself; of the operation it needs the name alone. */
function isSound(name: string, request: WireRequest, response: WireResponse): boolean {
  const check = soundChecks.find((entry) => entry.name === name);
  const operation = { method: request.method.toLowerCase(), path: '', pointer: '', responses: [] };
  const context = { exchange: { operation, variant: {}, request, response } } as unknown as JudgeContext;
  return check === undefined || check.check(context).length === 0;
}

function fitsStatus(wanted: number | string, status: number): boolean {
  return typeof wanted === 'number' ? wanted === status : wanted.startsWith(String(status)[0]!);
}

function fitsSchema({ at, pointer, document }: Extract<Proof, { kind: 'schema' }>, json: unknown): boolean {
  const violations = createSchemaCompiler({ document: (document ?? {}) as JsonObject }).compile(
    pointer,
    'response',
  )(json);
  return !violations.some((violation) => withoutIndexes(violation.at) === withoutIndexes(at));
}

function fitsHeader({ pointer, document }: Extract<Proof, { kind: 'headerSchema' }>, value: string | null): boolean {
  if (value === null) return true;
  const check = createSchemaCompiler({ document: (document ?? {}) as JsonObject }).compile(pointer, 'response');
  const schema = getAt(document, pointer);
  return readHeader(value, isIntegerHeader(schema)).some((reading) => check(reading).length === 0);
}

function isAlike(
  { status, at, value, headers = {} }: Extract<Proof, { kind: 'unlike' }>,
  answer: WireResponse,
): boolean {
  const hasHeaders = Object.entries(headers).every(([name, wanted]) =>
    matches(wanted.replaceAll(ANY, '0'), (answer.headers.get(name) ?? '').replace(/\d+/g, '0')),
  );
  // What is wrong in the headers is so whatever the body says.
  const isOfHeaders = value === undefined && Object.keys(headers).length > 0;
  return answer.status === status && hasHeaders && (isOfHeaders || matches(value, getAt(answer.json, at)));
}

function matches(wanted: Json | undefined, got: unknown): boolean {
  if (wanted === ANY) return typeof got === 'string';
  if (wanted === ANY_NUMBER) return typeof got === 'number';
  if (typeof wanted === 'string' && wanted.includes(ANY))
    return typeof got === 'string' && wanted.replaceAll(ANY, '0') === got.replace(/\d+/g, '0');
  if (wanted === null || typeof wanted !== 'object') return wanted === got;
  if (got === null || typeof got !== 'object' || Array.isArray(wanted) !== Array.isArray(got)) return false;
  const names = Object.keys(wanted);
  return (
    names.length === Object.keys(got).length &&
    names.every((name) => matches(getAt(wanted, toMember(name)) as Json, getAt(got, toMember(name))))
  );
}

function toMember(name: string): string {
  return `/${name.replaceAll('~', '~0').replaceAll('/', '~1')}`;
}
