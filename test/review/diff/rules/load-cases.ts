/** Cases of the rules: two documents, and what the difference has to say, both ways. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import { loadContract } from '../../../../src/contract/load.ts';
import type { JsonObject } from '../../../../src/contract/types.ts';
import { diffContracts } from '../../../../src/review/diff/diff-contracts.ts';
import { payloadRules } from '../../../../src/review/diff/payload-rules.ts';
import { applyMergePatch } from '../pairs/merge-patch.ts';

/** A case as it is written. */
export interface RuleCase {
  readonly name: string;
  readonly base?: JsonObject;
  readonly head?: JsonObject;
  /** `level rule` of every change from base to head, and back. */
  readonly '->'?: readonly string[];
  readonly '<-'?: readonly string[];
}

const folder = import.meta.dirname;
const read = (file: string): unknown => parse(readFileSync(join(folder, file), 'utf8'), { maxAliasCount: -1 });
const stock = read('../pairs/stock.yaml') as JsonObject;

/** What the prover finds has tests of its own. */
const ofProver = new Set(payloadRules.map(({ id }) => id));

/** What behaviour is about: a resource with all its roles. */
const withResource: JsonObject = {
  paths: {
    '/orders/{id}': {
      patch: {
        operationId: 'updateOrder',
        parameters: [{ name: 'id', in: 'path', required: true, schema: { type: 'string' } }],
        requestBody: { content: { 'application/json': { schema: { $ref: '#/components/schemas/Order' } } } },
        responses: {
          '200': {
            description: 'Changed.',
            content: { 'application/json': { schema: { $ref: '#/components/schemas/Order' } } },
          },
        },
      },
    },
  },
  components: { examples: { full: { value: {} } } },
  'x-outcomes': { full: { status: 422, example: 'full' } },
  'x-resource': { order: { schema: '#/components/schemas/Order', path: '/orders' } },
};

/** Reads the cases of a file. */
export function loadCases(file: 'structure.yaml' | 'behaviour.yaml'): RuleCase[] {
  return read(file) as RuleCase[];
}

/** Compares the two documents of a case: what our own rules say of structure and behaviour, under the letter of the contracts. */
export async function runCase(
  { base = {}, head = {} }: RuleCase,
  isBehaviour: boolean,
): Promise<Record<'->' | '<-', string[]>> {
  const common = isBehaviour ? applyMergePatch(stock, withResource) : stock;
  const [before, after] = await Promise.all(
    [base, head].map((patch) =>
      loadContract(applyMergePatch(common, patch) as JsonObject, { lenient: true, name: 'shop' }),
    ),
  );
  const compare = async (one: typeof before, other: typeof before): Promise<string[]> => {
    const { changes } = await diffContracts(one!, other!, { policy: 'strict', redocly: false });
    const own = changes.filter(({ rule }) => !ofProver.has(rule));
    return [...new Set(own.map(({ level, rule }) => `${level} ${rule}`))].sort();
  };
  return { '->': await compare(before, after), '<-': await compare(after, before) };
}
