import { expect, test } from 'vitest';
import { createSchemaCompiler } from '../../src/contract/schema.ts';
import type { JsonObject } from '../../src/contract/types.ts';

function check(schema: JsonObject, value: unknown, rest: JsonObject = {}): string[] {
  const validate = createSchemaCompiler({ document: { schema, ...rest } }).compile('/schema', 'request');
  return validate(value).map(({ at, keyword, message }) => `${at} ${keyword}: ${message}`);
}

const SHAPES = {
  oneOf: [
    {
      type: 'object',
      required: ['kind', 'radius'],
      properties: { kind: { const: 'circle' }, radius: { type: 'number' } },
    },
    {
      type: 'object',
      required: ['kind', 'a', 'b', 'c'],
      properties: { kind: { const: 'triangle' }, a: { type: 'number' }, b: { type: 'number' }, c: { type: 'number' } },
    },
  ],
};

test('tells the branch whose constant fits, however many faults it has', () => {
  expect(check(SHAPES, { kind: 'triangle', a: 'x' })).toEqual([
    '/b required: is missing',
    '/c required: is missing',
    '/a type: must be a number, got string',
  ]);
});

test('lists the constants when none fits', () => {
  expect(check(SHAPES, { kind: 'square', radius: 1 })).toEqual(['/kind const: must be one of circle, triangle']);
});

test('names every type that would do', () => {
  expect(check({ anyOf: [{ type: 'string' }, { type: 'null' }] }, 5)).toEqual([
    ' type: must be a string or null, got number',
  ]);
  expect(check({ anyOf: [{ const: 'all' }, { type: 'object' }] }, 5)).toEqual([
    ' anyOf: must be all or an object, got number',
  ]);
});

test('tells the branch with the fewest faults', () => {
  const schema = { anyOf: [{ required: ['a', 'b'] }, { required: ['c'] }] };
  expect(check(schema, {})).toEqual(['/c required: is missing']);
});

test('prefers the branch for the type of the value', () => {
  const schema = { anyOf: [{ type: 'null' }, { type: 'object', required: ['a', 'b'] }] };
  expect(check(schema, {})).toEqual(['/a required: is missing', '/b required: is missing']);
});

test('looks into unions within unions', () => {
  const inner = { anyOf: [{ type: 'integer' }, { type: 'object', properties: { n: { minimum: 1 } } }] };
  const schema = { anyOf: [{ type: 'null' }, { type: 'object', properties: { inner } }] };
  expect(check(schema, { inner: { n: 0 } })).toEqual(['/inner/n minimum: must be at least 1']);
});

test('refuses a value that fits several branches of oneOf', () => {
  expect(check({ oneOf: [{ type: 'number' }, { type: 'integer' }] }, 1)).toEqual([
    ' oneOf: must fit only one of the alternatives',
  ]);
});

test('keeps faults outside the union', () => {
  const schema = {
    type: 'object',
    required: ['id'],
    properties: { x: { anyOf: [{ type: 'string' }] }, y: { type: 'string' } },
  };
  expect(check(schema, { x: 1, y: 2 })).toEqual([
    '/id required: is missing',
    '/x type: must be a string, got number',
    '/y type: must be a string, got number',
  ]);
});

test('forgets the branches that failed when another fits', () => {
  const schema = { properties: { x: { anyOf: [{ type: 'string' }, { type: 'number' }] }, y: { type: 'string' } } };
  expect(check(schema, { x: 1, y: 2 })).toEqual(['/y type: must be a string, got number']);
});

test('follows the discriminator, by mapping and by name', () => {
  const components = {
    schemas: {
      Cat: { type: 'object', required: ['claws', 'fur'] },
      Dog: { type: 'object', required: ['bark'] },
    },
  };
  const pet = {
    oneOf: [{ $ref: '#/components/schemas/Cat' }, { $ref: '#/components/schemas/Dog' }],
    discriminator: { propertyName: 'type', mapping: { kitty: '#/components/schemas/Cat' } },
  };
  const bad = ['/claws required: is missing', '/fur required: is missing'];
  expect(check(pet, { type: 'kitty' }, { components })).toEqual(bad);
  expect(check(pet, { type: 'Cat' }, { components })).toEqual(bad);
  expect(check(pet, { type: 'Fish' }, { components })).toEqual(['/type discriminator: must be one of Cat, Dog, kitty']);
  expect(check(pet, { type: 'Fish', bark: 1 }, { components })).toEqual([]);
});

test('names the discriminator where it is missing or no text', () => {
  const schemas = { Cat: { required: ['claws'] }, Dog: { required: ['bark'] } };
  const pet = {
    oneOf: [{ $ref: '#/schemas/Cat' }, { $ref: '#/schemas/Dog' }],
    discriminator: { propertyName: 'type', mapping: { kitty: 'Cat', doggy: 'models/Dog.yaml' } },
  };
  expect(check(pet, {}, { schemas })).toEqual(['/type required: is missing']);
  expect(check(pet, { type: 5 }, { schemas })).toEqual(['/type discriminator: must be one of Cat, Dog, kitty, doggy']);
  expect(check(pet, { type: 'doggy' }, { schemas })).toEqual(['/bark required: is missing']);
  expect(check({ ...pet, nullable: true }, { type: 'kitty' }, { schemas })).toEqual(['/claws required: is missing']);
  expect(check({ type: 'array', items: pet }, [{ type: 'x' }], { schemas })).toEqual([
    '/0/type discriminator: must be one of Cat, Dog, kitty, doggy',
  ]);
});
