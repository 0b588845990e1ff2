import { expect, test } from 'vitest';
import type { Exchange } from '../../../src/conformance/exchange.ts';
import { findRefused } from '../../../src/conformance/sweep.ts';
import { applyEdges, findEdges, packEdges } from '../../../src/conformance/values/edges.ts';
import { createSchemaCompiler } from '../../../src/contract/schema.ts';
import type { Json, JsonSchema } from '../../../src/contract/types.ts';

const S = '/components/schemas/S';

function packsOf(schema: JsonSchema, value: Json) {
  const document = { components: { schemas: { S: schema } } };
  const context = { contract: { document }, compiler: createSchemaCompiler({ document }) };
  return packEdges(context, S, value, findEdges(context, S, value));
}

/** Sends to a server that refuses some bodies, and says what of a body it was that it refused, and how often it was asked. */
async function refusedBy(schema: JsonSchema, value: Json, isRefused: (body: Json) => boolean) {
  const bodies: Json[] = [];
  const culprits: (Json | undefined)[] = [];
  for (const pack of packsOf(schema, value)) {
    const send = async (edges: Parameters<typeof applyEdges>[1]): Promise<Exchange> => {
      const body = applyEdges(value, edges);
      bodies.push(body);
      return { response: { status: isRefused(body) ? 400 : 201 } } as Exchange;
    };
    culprits.push(...(await findRefused({ send }, pack)).map(({ edge }) => edge.value));
  }
  return { bodies, culprits };
}

const url: JsonSchema = { type: 'string', format: 'uri' };
const address = 'https://a.example/hook';

test('tries what an address may have in one address, and a slash at its end in another', async () => {
  const { bodies, culprits } = await refusedBy(url, address, () => false);
  expect(culprits).toEqual([]);
  expect(bodies).toEqual([`https://a.example:8443/hook?q=a%20b&q=${'a'.repeat(180)}`, `${address}/`]);
});

test('names what of an address is refused, each for itself', async () => {
  const noPort = await refusedBy(url, address, (body) => /:8443/.test(String(body)));
  expect(noPort.culprits).toEqual(['https://a.example:8443/hook']);
  const short = await refusedBy(url, address, (body) => String(body).length > 100);
  expect(short.culprits).toEqual([`https://a.example/hook?q=${'a'.repeat(180)}`]);
});

test('tries only what of it a pattern allows', async () => {
  const schema = { ...url, pattern: '^https://a\\.example/' };
  const { bodies } = await refusedBy(schema, address, () => false);
  expect(bodies).toEqual([`${address}?q=a%20b`, `${address}?q=${'a'.repeat(180)}`, `${address}/`]);
});

test('fills a text with wide characters, and with narrow ones where those are refused', async () => {
  const schema: JsonSchema = { type: 'string', maxLength: 8 };
  const wide = await refusedBy(schema, 'text', () => false);
  expect(wide.bodies).toEqual(['text😀😀😀😀']);
  const units = await refusedBy(schema, 'text', (body) => String(body).length > 8);
  expect(units.culprits).toEqual(['text😀😀😀😀']);
  const short = await refusedBy(schema, 'text', (body) => [...String(body)].length > 5);
  expect(short.culprits).toEqual(['textaaaa', 'text😀😀😀😀']);
});

test('moves the parts of an edge with it into lists and unions', async () => {
  const list: JsonSchema = { type: 'object', properties: { urls: { type: 'array', items: url } } };
  const inList = await refusedBy(list, { urls: [address] }, (body) => /:8443/.test(JSON.stringify(body)));
  expect(inList.culprits).toEqual(['https://a.example:8443/hook']);
  const union: JsonSchema = {
    type: 'object',
    properties: { to: { oneOf: [{ type: 'array', items: url }, { type: 'integer' }] } },
  };
  const inUnion = await refusedBy(union, { to: 5 }, (body) => /:8443/.test(JSON.stringify(body)));
  expect(inUnion.culprits).toEqual([['https://hooks.example.com:8443/hookspec']]);
});
