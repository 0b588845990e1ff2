import { expect, test } from 'vitest';
import { createSchemaCompiler } from '../../src/contract/schema.ts';

const schemas = {
  Flat: { type: 'array', items: { type: 'string' } },
  Union: { anyOf: [{ type: 'array', items: { type: 'string' } }, { type: 'null' }] },
};
const compiler = createSchemaCompiler({ document: { openapi: '3.1.0', components: { schemas } } });
const numbers = Array.from({ length: 5000 }, (_, index) => index);

test('tells the first thousand of many errors', () => {
  const violations = compiler.compile('/components/schemas/Flat', 'request')(numbers);
  expect(violations).toHaveLength(1000);
  expect(violations.at(-1)).toMatchObject({ at: '/999', keyword: 'type' });
});

test('never takes a value for valid because its errors are too many for a union', () => {
  const violations = compiler.compile('/components/schemas/Union', 'request')(numbers);
  expect(violations.map(({ at, keyword }) => [at, keyword])).toEqual([['', 'anyOf']]);
});
