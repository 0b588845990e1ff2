import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, onTestFinished, test } from 'vitest';
import { loadContract } from '../../../src/contract/load.ts';
import type { JsonObject } from '../../../src/contract/types.ts';
import { diffContracts } from '../../../src/review/diff/diff-contracts.ts';
import { compareDocuments, reportOf, toDocument } from './support/versions.ts';

const text: JsonObject = { type: 'string' };
const withMember = (schema: JsonObject, more: JsonObject = {}): JsonObject =>
  toDocument('request', { type: 'object', properties: { n: schema, ...more } });

describe('warns of a keyword that no validator can read, whatever its kind', () => {
  test.each([
    ['a type that does not exist', { type: 'objct' }, 'type "objct"'],
    ['a list of types with one that does not exist', { type: ['string', 'nul'] }, 'type ["string","nul"]'],
    ['a pattern that is open', { type: 'string', pattern: '(' }, 'pattern "("'],
    ['a limit that is text', { type: 'string', minLength: '3' }, 'minLength "3"'],
    ['a union of nothing', { anyOf: [] }, 'anyOf []'],
    ['a list where names are mapped', { type: 'object', properties: [] }, 'properties []'],
  ] as [string, JsonObject, string][])('%s', async (_, schema, said) => {
    expect(await compareDocuments(withMember(text), withMember(schema))).toEqual([
      `warning request-schema-unreadable: /n has ${said} now, which no validator can read.`,
    ]);
    expect(await compareDocuments(withMember(schema), withMember(text))).toEqual([
      `warning request-schema-unreadable: /n had ${said}, which no validator can read.`,
    ]);
  });
});

test('leaves what such a keyword makes unprovable undecided, and says why', async () => {
  const base = toDocument('response', { type: 'object', properties: { n: text, id: text } });
  const head = toDocument('response', {
    type: 'object',
    properties: { n: { type: 'objct' }, id: { type: 'integer' } },
  });
  const { changes } = await reportOf(base, head);
  expect(changes.map(({ level, message, proof }) => ({ level, message, proof }))).toEqual([
    {
      level: 'breaking',
      message: '/id has type "integer" now; it was "string".',
      proof: {
        verdict: 'undecided',
        reason: 'Another part of this schema cannot be read by any validator, so no value shows a break.',
      },
    },
    {
      level: 'warning',
      message: '/n has type "objct" now, which no validator can read.',
      proof: {
        verdict: 'undecided',
        reason: '"type" has a value of the wrong form, so neither a value nor a proof shows what this change breaks.',
      },
    },
  ]);
});

test('names a keyword that both versions have where it leaves something undecided', async () => {
  const wrong = { type: 'objct' };
  expect(
    await compareDocuments(withMember(wrong, { id: text }), withMember(wrong, { id: { type: 'integer' } })),
  ).toEqual([
    'breaking request-type-changed: /id has type "integer" now; it was "string".',
    'warning request-schema-unreadable: /n has type "objct" in both versions, which no validator can read.',
  ]);
});

test('says nothing of a keyword that both versions have where nothing is left open', async () => {
  const wrong = { type: 'objct' };
  expect(await compareDocuments(withMember(wrong), withMember(wrong))).toEqual([]);
  expect(await compareDocuments(withMember(wrong), withMember(wrong, { id: text }))).toEqual([
    'info request-property-added: /id is new.',
  ]);
});

test('reads a schema of a member that does not travel for no direction', async () => {
  const answer = (schema: JsonObject): JsonObject => withMember({ ...schema, readOnly: true });
  expect(await compareDocuments(answer(text), answer({ type: 'strin' }))).toEqual([]);
});

test('finds a fault in schemas that lead to one another, from wherever they are entered', async () => {
  const ring = (type: string): JsonObject => {
    const [a, b] = [{ $ref: '#/components/schemas/A' }, { $ref: '#/components/schemas/B' }];
    const body = (schema: JsonObject): JsonObject => ({
      post: { requestBody: { content: { 'application/json': { schema } } }, responses: {} },
    });
    return {
      openapi: '3.1.0',
      info: { title: 'Ring', version: '1.0.0' },
      paths: { '/a': body(a), '/b': body(b) },
      components: { schemas: { A: { properties: { b, n: { type } } }, B: { properties: { a } } } },
    };
  };
  const { changes } = await reportOf(ring('string'), ring('strin'));
  expect(changes.map(({ rule, places }) => [rule, places])).toEqual([
    ['request-schema-unreadable', ['POST /a application/json /n', 'POST /b application/json /a/n']],
  ]);
});

test('names the file and the line of the keyword, once for all operations', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'diff-faults-'));
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  const write = async (name: string, type: string) => {
    const file = join(folder, name);
    await writeFile(file, toYaml(type));
    return loadContract(file, { lenient: true });
  };
  const [base, head] = [await write('a.yaml', 'integer'), await write('b.yaml', 'intger')];
  const { changes } = await diffContracts(base, head, { redocly: false, cwd: folder });
  expect(changes.map((change) => ({ ...change, fingerprint: '', proof: change.proof.verdict }))).toMatchObject([
    {
      rule: 'request-schema-unreadable',
      level: 'warning',
      places: ['PUT /jars application/json /size', 'POST /jars application/json /size'],
      head: { pointer: '/components/schemas/Jar/properties/size/type', location: 'b.yaml:12:29' },
      proof: 'undecided',
    },
  ]);
});

function toYaml(type: string): string {
  return `openapi: 3.1.0
info: { title: Jars, version: 1.0.0 }
paths:
  /jars:
    post: &write
      requestBody: { content: { application/json: { schema: { $ref: '#/components/schemas/Jar' } } } }
      responses: { '204': { description: Kept. } }
    put: *write
components:
  schemas:
    Jar:
      properties: { size: { type: ${type} } }
`;
}
