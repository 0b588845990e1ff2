import { spawn } from 'node:child_process';
import { createServer, type AddressInfo } from 'node:net';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { loadContract } from '../../src/contract/load.ts';
import { findRegistry } from '../../src/contract/registry.ts';
import { startMock } from '../../src/mock/start.ts';
import { root } from '../support/cli.ts';

// The real Prism command on the generated document, beside our mock with `Prefer`: the same status and body for every
// example that a contract names. This also proves that tools without overlays can read generated/<name>/openapi.json.
const { entries } = await findRegistry(root);

test.each(entries.map(({ name }) => name))(
  'answers Prefer as the Prism command does for %s',
  { timeout: 60_000 },
  async (name) => {
    const contract = await loadContract(name, { cwd: root });
    await using ours = await startMock(contract);
    await using prism = await startPrism(join(root, `generated/${name}/openapi.json`));
    const token = contract.behaviour.keys!.list[0]!.token;
    const differences: string[] = [];
    let compared = 0;
    for (const operation of contract.operations.filter(({ method }) => method === 'get')) {
      for (const response of operation.responses.filter(({ status }) => /^\d{3}$/.test(status))) {
        for (const example of response.content[0]?.examples ?? []) {
          const query = operation.parameters.filter((parameter) => parameter.in === 'query' && parameter.required);
          const search = query
            .map((parameter) => `${parameter.name}=${String(parameter.examples[0]?.value)}`)
            .join('&');
          const path = operation.path.replace(/\{\w+\}/g, '360cb300-d885-4c18-af2c-d259f936bb38');
          const headers = {
            Authorization: `Bearer ${token}`,
            Prefer: `code=${response.status}, example=${example.name}`,
          };
          const ask = async (base: string) => {
            const answer = await fetch(`${base}${path}?${search}`, { headers });
            return `${answer.status} ${await answer.text()}`;
          };
          const [mine, theirs] = [await ask(ours.urls[name]!), await ask(prism.url)];
          compared += 1;
          if (mine !== theirs)
            differences.push(`${operation.id} ${response.status} ${example.name}: ${mine} / ${theirs}`);
        }
      }
    }
    expect(differences).toEqual([]);
    expect(compared).toBeGreaterThan(4);
  },
);

async function startPrism(file: string): Promise<{ url: string } & AsyncDisposable> {
  const port = await findFreePort();
  const command = join(root, 'node_modules/@stoplight/prism-cli/dist/index.js');
  const child = spawn(process.execPath, [command, 'mock', file, '-p', String(port)], {
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const closed = new Promise<void>((done) => child.once('close', () => done()));
  let output = '';
  await new Promise<void>((ready, fail) => {
    const listen = (chunk: Buffer) => {
      output += chunk.toString();
      if (output.includes('is listening')) ready();
    };
    child.stdout.on('data', listen);
    child.stderr.on('data', listen);
    void closed.then(() => fail(new Error(`Prism ended early: ${output}`)));
  });
  return {
    url: `http://127.0.0.1:${port}`,
    async [Symbol.asyncDispose]() {
      child.kill();
      await closed;
    },
  };
}

// Prism does not take port 0.
async function findFreePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((ready) => server.listen(0, '127.0.0.1', ready));
  const { port } = server.address() as AddressInfo;
  await new Promise((done) => server.close(done));
  return port;
}
