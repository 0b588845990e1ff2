import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { checkExtension } from '../../src/contract/extension-schemas.ts';
import { verify as verifyLater, sign as signLater } from '../../src/signing/later.ts';
import { presetNames, presets, presetSources, type PresetName } from '../../src/signing/presets.ts';
import { sign } from '../../src/signing/sign.ts';
import { toScheme, type SchemeInput } from '../../src/signing/to-scheme.ts';
import { verify } from '../../src/signing/verify.ts';
import { derived } from './derive.ts';

interface Vector {
  readonly name: string;
  readonly source:
    | { kind: 'published'; url: string }
    | { kind: 'package'; package: string; version: string }
    | { kind: 'derived' };
  readonly scheme: PresetName | SchemeInput;
  readonly secrets: readonly string[];
  readonly body: string | { readonly hex: string };
  readonly url?: string;
  readonly headers: Record<string, string>;
  readonly now?: string;
  readonly valid: boolean;
  readonly code?: string;
}

const load = (name: string) =>
  JSON.parse(readFileSync(join(import.meta.dirname, `vectors/${name}.json`), 'utf8')) as Vector[];
const all = { published: load('published'), package: load('packages'), derived: load('derived') };

function toOptions({ scheme, secrets, body, url, headers, now }: Vector) {
  return {
    scheme: typeof scheme === 'string' ? presets[scheme] : toScheme(scheme),
    secrets,
    body: typeof body === 'string' ? body : Uint8Array.from(Buffer.from(body.hex, 'hex')),
    headers,
    ...(url !== undefined && { url }),
    ...(now !== undefined && { now: new Date(now) }),
  };
}

describe.each(Object.entries(all))('the %s vectors', (kind, vectors) => {
  test.each(vectors.map((vector) => [vector.name, vector] as const))('hold for %s', async (_, vector) => {
    const verdict = verify(toOptions(vector));
    expect(verdict.valid ? undefined : verdict.code).toBe(vector.code);
    expect(verdict.valid).toBe(vector.valid);
    expect(await verifyLater(toOptions(vector))).toEqual(verdict);
  });

  test('name their source, each its own', () => {
    expect(vectors.filter(({ source }) => source.kind !== kind)).toEqual([]);
    expect(new Set(vectors.map(({ name }) => name)).size).toBe(vectors.length);
  });
});

test('are as many as the docs say, counted by source', () => {
  const page = readFileSync(join(import.meta.dirname, '../../docs/signature-schemes.md'), 'utf8');
  const row = /^\| (\d+) published \| (\d+) from packages \| (\d+) derived \| (\d+) in all \|$/m.exec(page);
  const counts = Object.values(all).map((vectors) => vectors.length);
  const total = counts.reduce((sum, count) => sum + count, 0);
  expect(row?.slice(1).map(Number)).toEqual([...counts, total]);
  expect(total).toBeGreaterThanOrEqual(120);
  expect(
    Object.values(all)
      .flat()
      .filter(({ valid }) => !valid).length,
  ).toBeGreaterThanOrEqual(40);
});

test('are derived as derive.ts derives them, which imports nothing of src', () => {
  expect(all.derived).toEqual(derived);
  const text = readFileSync(join(import.meta.dirname, 'derive.ts'), 'utf8');
  expect([...text.matchAll(/from '([^']+)'/g)].map((match) => match[1])).toEqual([
    'node:crypto',
    'node:fs',
    'node:path',
  ]);
});

describe('the presets', () => {
  test('have a valid vector each', () => {
    const proved = Object.values(all)
      .flat()
      .filter(({ valid }) => valid);
    expect(presetNames.filter((name) => !proved.some(({ scheme }) => scheme === name))).toEqual([]);
  });

  test('are well-formed extensions, have a source, and stand in the docs', () => {
    expect(Object.keys(presetSources)).toEqual([...presetNames]);
    expect(presetNames.length).toBeGreaterThanOrEqual(16);
    const page = readFileSync(join(import.meta.dirname, '../../docs/signature-schemes.md'), 'utf8');
    for (const name of presetNames) {
      const { scheme, source, title } = presetSources[name];
      expect(checkExtension('x-webhook-signature', scheme, '')).toEqual([]);
      expect(page).toContain(`| \`${name}\` | [${title}](${source}) |`);
    }
  });

  test.each(presetNames)('sign what they verify: %s', async (name) => {
    const scheme = presets[name];
    const isPrivate = scheme.algorithm === 'ed25519';
    const seed = Buffer.alloc(32, 7);
    const text = scheme.secret.decode === 'utf8' ? 'secret' : seed.toString(scheme.secret.decode);
    const given = scheme.secret.strip ? text : scheme.secret.prefix + text;
    const body = Uint8Array.of(0xff, 0x00, 0x3d);
    const more = {
      scheme,
      body,
      id: 'msg_1',
      url: 'https://example.com/',
      timestamp: new Date('2026-04-26T12:00:00Z'),
    };
    const now = more.timestamp;
    const signed = sign({ ...more, secret: scheme.secret.prefix + text });
    expect(await signLater({ ...more, secret: scheme.secret.prefix + text })).toEqual(signed);
    const { id: _, ...received } = more;
    // Without a prefix 32 bytes are a public key; 64 hold both halves.
    const publicHalf = 'ea4a6c63e29c520abef5507b132ec5f9954776aebebe7b92421eea691446d22c';
    const secrets = isPrivate ? Buffer.from(publicHalf, 'hex').toString(scheme.secret.decode as 'hex') : given;
    expect(verify({ ...received, secrets, headers: signed.headers, now })).toEqual({ valid: true });
  });
});
