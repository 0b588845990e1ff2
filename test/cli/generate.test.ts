import { appendFile, cp, mkdir, mkdtemp, readFile, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import { root, runCli, type CliResult } from '../support/cli.ts';

let folder = '';
// Most tests begin with what one run has written.
let template = '';
let first: CliResult;
const generated = () => join(folder, 'generated/parcelhook');
const generate = (...args: string[]) => runCli(['generate', ...args], { cwd: folder });

const useGenerated = () => cp(join(template, 'generated'), join(folder, 'generated'), { recursive: true });

async function makeProject(): Promise<string> {
  const made = await mkdtemp(join(tmpdir(), 'hookspec-generate-'));
  await cp(join(root, 'test/fixtures/fifth'), made, { recursive: true });
  return made;
}

beforeAll(async () => {
  template = await makeProject();
  first = await runCli(['generate'], { cwd: template });
}, 60_000);
afterAll(() => rm(template, { recursive: true, force: true }));
beforeEach(async () => {
  folder = await makeProject();
});
afterEach(() => rm(folder, { recursive: true, force: true }));

test('writes what is missing and leaves alone what is fresh', async () => {
  expect(first).toMatchInlineSnapshot(`
    {
      "exitCode": 0,
      "stderr": "",
      "stdout": "wrote generated/parcelhook/client.ts
    wrote generated/parcelhook/openapi.json
    wrote generated/parcelhook/types.ts
    wrote generated/parcelhook/webhooks.ts
    ",
    }
  `);
  await useGenerated();
  expect(await generate()).toMatchInlineSnapshot(`
    {
      "exitCode": 0,
      "stderr": "",
      "stdout": "4 files are already fresh (parcelhook).
    ",
    }
  `);
  expect(await generate('--check')).toMatchInlineSnapshot(`
    {
      "exitCode": 0,
      "stderr": "",
      "stdout": "4 files are fresh (parcelhook).
    ",
    }
  `);
});

test('names every file that is not as the contract says, with the command that mends it', async () => {
  await useGenerated();
  await appendFile(join(generated(), 'types.ts'), '\n');
  await rm(join(generated(), 'client.ts'));
  await writeFile(join(generated(), 'notes.md'), 'mine');
  await cp(generated(), join(folder, 'generated/gone'), { recursive: true });
  expect(await generate('--check')).toMatchInlineSnapshot(`
    {
      "exitCode": 1,
      "stderr": "7 files are not fresh.
    ",
      "stdout": "generated/gone/notes.md: should not be there; move it elsewhere
    generated/gone/openapi.json: should not be there; run \`hookspec generate\`
    generated/gone/types.ts: should not be there; run \`hookspec generate\`
    generated/gone/webhooks.ts: should not be there; run \`hookspec generate\`
    generated/parcelhook/client.ts: missing; run \`hookspec generate parcelhook\`
    generated/parcelhook/notes.md: should not be there; move it elsewhere
    generated/parcelhook/types.ts: differs from what the contract gives; run \`hookspec generate parcelhook\`
    ",
    }
  `);
  expect(await generate()).toMatchInlineSnapshot(`
    {
      "exitCode": 0,
      "stderr": "generated/gone/notes.md: not generated, left as it is; move it elsewhere
    generated/parcelhook/notes.md: not generated, left as it is; move it elsewhere
    ",
      "stdout": "removed generated/gone/openapi.json
    removed generated/gone/types.ts
    removed generated/gone/webhooks.ts
    wrote generated/parcelhook/client.ts
    wrote generated/parcelhook/types.ts
    2 files are already fresh (parcelhook).
    ",
    }
  `);
  expect((await readdir(join(folder, 'generated/gone'))).sort()).toEqual(['notes.md']);
  expect(await readFile(join(generated(), 'notes.md'), 'utf8')).toBe('mine');
});

test('notices that the contract has changed', async () => {
  await useGenerated();
  const file = join(folder, 'openapi/parcelhook/openapi.yaml');
  await writeFile(file, (await readFile(file, 'utf8')).replace(/title: .*/, 'title: Another title'));
  const { exitCode, stdout } = await generate('--check', 'parcelhook');
  expect({ exitCode, stdout }).toMatchInlineSnapshot(`
    {
      "exitCode": 1,
      "stdout": "generated/parcelhook/client.ts: differs from what the contract gives; run \`hookspec generate parcelhook\`
    generated/parcelhook/openapi.json: differs from what the contract gives; run \`hookspec generate parcelhook\`
    generated/parcelhook/webhooks.ts: differs from what the contract gives; run \`hookspec generate parcelhook\`
    ",
    }
  `);
});

test('gives the same bytes from every folder', async () => {
  await useGenerated();
  await mkdir(join(folder, 'src/deep'), { recursive: true });
  expect(await runCli(['generate', '--check'], { cwd: join(folder, 'src/deep') })).toMatchObject({ exitCode: 0 });
});

test('generates a file that no redocly.yaml lists, with an overlay, where it is told', async () => {
  await rm(join(folder, 'redocly.yaml'));
  await writeFile(
    join(folder, 'more.yaml'),
    'overlay: 1.0.0\ninfo: { title: More, version: 1.0.0 }\nactions: [{ target: $.info, update: { title: Renamed } }]\n',
  );
  const args = ['openapi/parcelhook/openapi.yaml', '--overlay', 'more.yaml', '--output', 'src/api'];
  expect(await generate(...args)).toMatchInlineSnapshot(`
    {
      "exitCode": 0,
      "stderr": "",
      "stdout": "wrote src/api/openapi/client.ts
    wrote src/api/openapi/openapi.json
    wrote src/api/openapi/types.ts
    wrote src/api/openapi/webhooks.ts
    ",
    }
  `);
  expect(await generate(...args, '--check')).toMatchObject({ exitCode: 0 });
  const client = await readFile(join(folder, 'src/api/openapi/client.ts'), 'utf8');
  expect(client.split('\n')[0]).toMatchInlineSnapshot(
    `"// Generated by \`hookspec generate ../openapi/parcelhook/openapi.yaml --overlay ../more.yaml --output api\`. Do not edit: change the contract and run the command again."`,
  );
  expect(client).toContain('createOpenapiClient');
  expect(client).toContain('Makes a client for Renamed.');
});

test('refuses to overwrite what it did not write', async () => {
  await mkdir(generated(), { recursive: true });
  await writeFile(join(generated(), 'types.ts'), 'export type Mine = 1;\n');
  const { exitCode, stdout, stderr } = await generate();
  expect({ exitCode, stdout, stderr: stderr.replaceAll(folder, '') }).toMatchInlineSnapshot(`
    {
      "exitCode": 2,
      "stderr": "hookspec: Files that were not generated are in the way in /generated.
      parcelhook/types.ts
    Move them, or choose another folder with --output.
    ",
      "stdout": "",
    }
  `);
  expect(await readdir(generated())).toEqual(['types.ts']);
});
