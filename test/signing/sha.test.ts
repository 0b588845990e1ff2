import { createHash, createHmac, randomBytes } from 'node:crypto';
import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { toMac } from '../../src/signing/hmac.ts';
import { toSha, type HashName } from '../../src/signing/sha.ts';

const names: HashName[] = ['sha1', 'sha256', 'sha512'];
const hex = (bytes: Uint8Array) => Buffer.from(bytes).toString('hex');

test.each(names)('computes %s as Node does, at every length around a block', (name) => {
  for (let length = 0; length < 300; length++) {
    const bytes = randomBytes(length);
    expect(hex(toSha(name, bytes))).toBe(createHash(name).update(bytes).digest('hex'));
  }
});

test.each(names)('computes HMAC with %s as Node does, under keys of any length', (name) => {
  const bytes = fc.uint8Array({ maxLength: 300 });
  fc.assert(
    fc.property(bytes, bytes, (key, content) => {
      expect(hex(toMac(name, key, content))).toBe(createHmac(name, key).update(content).digest('hex'));
    }),
    { seed: 1, numRuns: 50 },
  );
});
