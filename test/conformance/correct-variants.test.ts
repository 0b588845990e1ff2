import { describe, expect, test } from 'vitest';
import { dialects, type Provider } from '../servers/faults/dialect.ts';
import { bareVariants } from '../servers/variants/catalogue.ts';
import { run } from './run.ts';

const names = Object.keys(dialects) as Provider[];

// Each variant on one provider, with the extensions or without; the benchmark tries all of them on all.
describe('a correct server', () => {
  test.for(
    bareVariants.map((variant, i) => {
      const all = variant.providers ?? names;
      return { ...variant, provider: all[i % all.length]!, isBare: i % 3 === 0 || variant.isBare === true };
    }),
  )('of $provider that $name gets no finding', async ({ provider, isBare, quotas, wrap }) => {
    const server = { wrap: (handle: Parameters<typeof wrap>[0]) => wrap(handle, provider), quotas: quotas ?? false };
    expect(await run(provider, server, { isBare })).toMatchObject({ findings: [], leftovers: [] });
  });
});
