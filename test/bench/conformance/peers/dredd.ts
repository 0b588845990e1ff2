/** Dredd: each documented success once, compared with the contract; hooks bring the key, the order and the id. */
import { execFile } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { loadOnce } from '../../../conformance/run.ts';
import { type Dialect, dialects } from '../../../servers/faults/dialect.ts';
import { writeBare } from './bare.ts';
import { toolFile } from './install.ts';
import type { Peer } from './peer.ts';
import { toThreeZero } from './three-zero.ts';

/** The peer. */
export const dredd: Peer = {
  name: 'Dredd 14.1.0',
  use: 'create, list, read, update and delete as documented; its hooks bring the key and the bodies, and hand the id on',
  better: 'hooks in seven languages, and API Blueprint',
  async start(provider, stage) {
    const api = dialects[provider];
    const { document } = await loadOnce(provider, true);
    const folder = dirname(await writeBare(provider, stage.url));
    const [contract, hooks] = [join(folder, 'openapi.json'), join(folder, 'hooks.cjs')];
    writeFileSync(contract, JSON.stringify({ ...toThreeZero(document, api), servers: [{ url: stage.url }] }));
    writeFileSync(hooks, toHooks(api));
    const options = ['--hookfiles', hooks, '--sorted', '--no-color', '--loglevel=error'];
    return {
      judge: () =>
        new Promise((done) => {
          execFile(
            process.execPath,
            [toolFile('dredd/bin/dredd'), contract, stage.url, ...options],
            { timeout: 90_000, cwd: folder },
            (error, stdout, stderr) => done(error === null ? [] : toComplaints(`${stdout}${stderr}`)),
          );
        }),
      async [Symbol.asyncDispose]() {},
    };
  },
};

/** Lines of failures, without what changes from run to run. */
function toComplaints(output: string): string[] {
  const lines = output.split('\n').filter((line) => /^(fail|error):|^(body|headers|statusCode):/.test(line));
  const plain = lines.map((line) => line.replace(/duration: \d+ms/, '').replace(/[0-9a-f-]{12,}/gi, '…'));
  return plain.length > 0 ? [...new Set(plain)] : ['failed'];
}

function toHooks(api: Dialect): string {
  const { path, flat, one, id, text, tokens } = api;
  const facts = { path, flat, one, id, text, token: tokens.main, sample: api.sample(1) };
  return `const hooks = require('hooks');
const api = ${JSON.stringify(facts)};
let id;
const order = ['POST', 'GET', 'PATCH', 'PUT', 'DELETE'];
hooks.beforeAll((transactions, done) => {
  transactions.sort((a, b) => order.indexOf(a.request.method) - order.indexOf(b.request.method));
  for (const transaction of transactions) {
    if (!/^2/.test(transaction.expected.statusCode)) transaction.skip = true;
  }
  done();
});
hooks.beforeEach((transaction, done) => {
  const { request } = transaction;
  request.headers['Authorization'] = 'Bearer ' + api.token;
  const named = api.flat ? { id, url: 'https://hooks.example.com/1' } : {};
  if (request.method === 'POST') request.body = JSON.stringify(api.sample);
  if (request.method === 'PATCH' || request.method === 'PUT')
    request.body = JSON.stringify({ ...named, [api.text]: 'another text' });
  if (request.method === 'DELETE' && api.flat) request.body = JSON.stringify({ id });
  if (request.body) request.headers['Content-Type'] = 'application/json';
  const plain = transaction.fullPath.split('?')[0];
  const at = plain.indexOf(api.path) + api.path.length;
  transaction.fullPath = plain.slice(0, at) + (plain.length > at ? '/' + id : '');
  done();
});
hooks.afterEach((transaction, done) => {
  if (transaction.request.method === 'POST' && transaction.real) {
    try {
      id = [...api.one, api.id].reduce((value, key) => value[key], JSON.parse(transaction.real.body));
    } catch {
      id = undefined;
    }
  }
  done();
});
`;
}
