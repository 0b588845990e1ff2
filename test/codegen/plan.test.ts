import { expect, test } from 'vitest';
import { toCommand } from '../../src/codegen/plan.ts';

const output = '/project/generated';

test('names a contract of the registry by its name', () => {
  expect(toCommand({ contract: 'parcel', overlays: [], output })).toBe('hookspec generate parcel');
});

test('names files from the folder that holds the output, so that the header is the same on every machine', () => {
  const contract = '/project/api/openapi.yaml';
  const overlays = ['/project/api/more rules.yaml'];
  expect(toCommand({ contract, overlays, output })).toBe(
    "hookspec generate api/openapi.yaml --overlay 'api/more rules.yaml'",
  );
  expect(toCommand({ contract, overlays: [], output: '/project/src/client' })).toBe(
    'hookspec generate ../api/openapi.yaml --output client',
  );
});
