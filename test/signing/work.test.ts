import { afterEach, expect, test, vi } from 'vitest';
import { CAUSES } from '../../src/signing/cause.ts';
import { toSortedForm } from '../../src/signing/form.ts';
import { sign as signLater, verify as verifyLater } from '../../src/signing/later.ts';
import { presets } from '../../src/signing/presets.ts';
import { sign } from '../../src/signing/sign.ts';
import { verify } from '../../src/signing/verify.ts';
import { readFileSync } from 'node:fs';

const body = '{}';
const seed = Buffer.alloc(32, 7).toString('hex');

afterEach(() => void vi.unstubAllGlobals());

test('says that a platform lacks WebCrypto or Ed25519', async () => {
  const delivery = { scheme: presets.github, body, headers: { 'X-Hub-Signature-256': `sha256=${'0'.repeat(64)}` } };
  vi.stubGlobal('crypto', {});
  await expect(signLater({ ...delivery, secret: 's' })).rejects.toMatchObject({ code: 'Unsupported' });
  expect(await verifyLater({ ...delivery, secrets: 's' })).toMatchObject({ valid: false, code: 'Unsupported' });
  vi.stubGlobal('process', undefined);
  expect(sign({ ...delivery, secret: 's' }).signature).toMatch(/^[0-9a-f]{64}$/);
  expect(() => sign({ scheme: presets.discord, body, secret: seed })).toThrow(
    expect.objectContaining({ code: 'Unsupported' }),
  );
});

test('refuses a body that is parsed already', () => {
  const parsed = { a: 1 } as never;
  expect(() => sign({ scheme: presets.github, secret: 's', body: parsed })).toThrow(
    expect.objectContaining({ code: 'MalformedBody' }),
  );
  const headers = { 'X-Hub-Signature-256': `sha256=${'0'.repeat(64)}` };
  expect(verify({ scheme: presets.github, secrets: 's', body: parsed, headers })).toMatchObject({
    code: 'MalformedBody',
  });
});

test('takes an ArrayBuffer and a view of a larger one for the same bytes', () => {
  const bytes = Uint8Array.of(1, 2, 3);
  const view = Uint8Array.of(0, 1, 2, 3, 4).subarray(1, 4);
  const [whole, part] = [bytes.buffer, view].map((given) => sign({ scheme: presets.github, secret: 's', body: given }));
  expect(whole!.signature).toBe(part!.signature);
});

test('refuses a public key for signing and a key of another length', () => {
  const scheme = presets['standard-webhooks-ed25519'];
  const options = { scheme, body, id: '1' };
  for (const secret of [`whpk_${Buffer.alloc(32).toString('base64')}`, `whsk_${Buffer.alloc(31).toString('base64')}`])
    expect(() => sign({ ...options, secret })).toThrow(expect.objectContaining({ code: 'MalformedSecret' }));
});

test('looks at 32 signatures of a header and no more', () => {
  const scheme = presets.pagerduty;
  const right = sign({ scheme, secret: 's', body }).headers[scheme.header]!;
  const wrong = (count: number) => Array.from({ length: count }, () => `v1=${'0'.repeat(64)}`).join(',');
  const check = (value: string) => verify({ scheme, secrets: 's', body, headers: { [scheme.header]: value } }).valid;
  expect([check(`${wrong(31)},${right}`), check(`${wrong(32)},${right}`)]).toEqual([true, false]);
});

test('sorts a form by the bytes of names and values, each pair once', () => {
  const form = (text: string) => Buffer.from(toSortedForm(Buffer.from(text))).toString('latin1');
  expect(form('b=2&a=1&B=3&a=0&a=1&&c&%3D=%26')).toBe('=&B3a0a1b2c');
  expect(form('a=%zz+%ff&a=%2')).toBe('a%2a%zz \xff');
  expect(form('')).toBe('');
});

test('describes every cause in the docs', () => {
  const page = readFileSync(new URL('../../docs/signing.md', import.meta.url), 'utf8');
  const named = [...page.slice(page.indexOf('| cause |')).matchAll(/^\| ((?:`\w+`(?:, )?)+) \|/gm)].flatMap((row) =>
    row[1]!.replaceAll('`', '').split(', '),
  );
  expect(Object.keys(CAUSES).filter((cause) => !named.includes(cause))).toEqual([]);
});
