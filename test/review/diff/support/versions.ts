/** Two small versions of an API, and what is told of them. */
import { loadContract } from '../../../../src/contract/load.ts';
import type { JsonObject } from '../../../../src/contract/types.ts';
import type { DiffReport } from '../../../../src/report/diff-report.ts';
import { diffContracts } from '../../../../src/review/diff/diff-contracts.ts';

/** A document whose one operation has a schema as its request or its answer. */
export function toDocument(part: 'request' | 'response', schema: JsonObject): JsonObject {
  const content = { 'application/json': { schema } };
  const post =
    part === 'request'
      ? { requestBody: { required: true, content }, responses: { '204': { description: 'Taken.' } } }
      : { responses: { '200': { description: 'Answered.', content } } };
  return { openapi: '3.1.0', info: { title: 'Orders', version: '1.0.0' }, paths: { '/orders': { post } } };
}

/** Compares two documents by the letter. */
export async function reportOf(base: JsonObject, head: JsonObject): Promise<DiffReport> {
  const [before, after] = [await loadContract(base, { lenient: true }), await loadContract(head, { lenient: true })];
  return diffContracts(before, after, { policy: 'strict', redocly: false });
}

/** Each change as `level rule: message`. */
export async function compareDocuments(base: JsonObject, head: JsonObject): Promise<string[]> {
  const { changes } = await reportOf(base, head);
  return changes.map(({ level, rule, message }) => `${level} ${rule}: ${message}`);
}
