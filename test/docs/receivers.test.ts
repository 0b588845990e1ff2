import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { startReceiver } from '../../src/delivery/receive/start-receiver.ts';
import type { WebhookHandler } from '../../src/delivery/receive/webhooks.ts';
import { root } from '../support/cli.ts';

// The handler of docs/receivers.md, as it stands there; only the package name becomes this working copy.
const page = await readFile(join(root, 'docs/receivers.md'), 'utf8');
const [handler, usage] = [...page.matchAll(/```ts\n([\s\S]*?)```/g)].map(([, code]) => code!);
const added: unknown[] = [];
let folder: string;
let hooks: WebhookHandler;

beforeAll(async () => {
  const cache = join(root, 'node_modules/.cache/hookspec');
  await mkdir(cache, { recursive: true });
  folder = await mkdtemp(join(cache, 'receivers-'));
  const code = handler!
    .replace("'hookspec/webhooks'", `'${pathToFileURL(join(root, 'src/delivery/receive/webhooks.ts')).href}'`)
    .replace(
      "'hookspec/clients/leadlex/webhooks'",
      `'${pathToFileURL(join(root, 'generated/leadlex/webhooks.ts')).href}'`,
    );
  const file = join(folder, 'handler.ts');
  await writeFile(
    file,
    `export const make = (process: any, crm: any) => {\n${code.replaceAll(/^import.*$/gm, '')}\nreturn hooks;\n};`,
  );
  await writeFile(file, `${code.match(/^import.*$/gm)!.join('\n')}\n${await readFile(file, 'utf8')}`);
  const { make } = (await import(pathToFileURL(file).href)) as {
    make: (process: object, crm: object) => WebhookHandler;
  };
  hooks = make({ env: { WEBHOOK_SECRET: 'whsec_test' } }, { add: (contact: unknown) => added.push(contact) });
});
afterAll(() => rm(folder, { recursive: true }));

test('shows a handler and a test of it that work', async () => {
  const server = createServer(hooks.node);
  await new Promise<void>((ready) => server.listen(0, '127.0.0.1', ready));
  const { port } = server.address() as AddressInfo;
  const body = usage!
    .replace(/^import.*$/m, '')
    .replace('3000', String(port))
    .replace('await using hooks', 'const hooks');
  const AsyncFunction = (async () => {}).constructor as new (
    ...args: string[]
  ) => (...args: unknown[]) => Promise<void>;
  await new AsyncFunction('startReceiver', 'expect', `${body}\nawait hooks.close();`)(startReceiver, expect);
  expect(added).toMatchObject([{ full_name: 'Jane Doe' }]);
  server.closeAllConnections();
  await new Promise((done) => server.close(done));
});

test('names every status that the handler gives, and every option', async () => {
  const options = await readFile(join(root, 'src/delivery/receive/handler/options.ts'), 'utf8');
  const names = [...options.split('interface CommonOptions')[1]!.matchAll(/^ {2}readonly (\w+)\??:/gm)].map(
    ([, name]) => name,
  );
  expect(names.filter((name) => !page.includes(`| \`${name}\` |`))).toEqual([]);
  const code = await readFile(join(root, 'src/delivery/receive/handler/create-webhook-handler.ts'), 'utf8');
  const statuses = [...code.matchAll(/(?:refuse\(request|toAnswer\()(?:, )?(\d{3})/g)].map(([, status]) => status!);
  expect([...new Set(statuses)].toSorted()).toEqual(['200', '400', '401', '405', '413', '500']);
  expect(statuses.filter((status) => !page.includes(status))).toEqual([]);
});
