/** hookspec serving a synthetic document. */
import { join } from 'node:path';
import type { Bench } from './bench.ts';
import { ask } from './ask.ts';
import { CREDENTIALS, writeDocument } from './documents.ts';
import { createHookspec } from './contestants/hookspec.ts';
import { toWire } from './requests.ts';
import { startServer, type Server } from './server.ts';

/** A running server and its requests. */
export interface Synthetic extends AsyncDisposable {
  readonly server: Server;
  /** A GET as text on the wire; `path` is below the base path. */
  get(path: string): string;
  /** A create of resource `r<index>`. */
  create(index: number): string;
  /** Sends one request and reads its JSON answer. */
  read(wire: string): Promise<unknown>;
}

/** Starts hookspec with a document of `resources` resources. */
export async function startSynthetic({ build, caches, folder }: Bench, resources: number): Promise<Synthetic> {
  const name = `synthetic-${resources}`;
  const file = join(folder, `${name}.json`);
  await writeDocument(file, resources);
  const get = (path: string) => toWire({ method: 'GET', path, headers: CREDENTIALS, body: '' }, `/${name}`);
  const create = (index: number) => {
    const headers = { 'Content-Type': 'application/json', ...CREDENTIALS };
    return toWire({ method: 'POST', path: `/r${index}`, headers, body: '{"name":"one"}' }, `/${name}`);
  };
  const contestant = createHookspec(build, caches, [], file);
  const server = await startServer(contestant, { wire: get('/r0'), status: 200 }, folder);
  return {
    server,
    get,
    create,
    read: async (wire) => JSON.parse((await ask(server.port, wire)).body) as unknown,
    [Symbol.asyncDispose]: () => server[Symbol.asyncDispose](),
  };
}
