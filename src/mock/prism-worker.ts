/**
 * The worker thread that holds Prism. Its import and its work on large documents take seconds that the port must not
 * wait for, and whatever hangs or crashes in it ends here.
 */
import { parentPort } from 'node:worker_threads';
import { draftCallbacks } from './prism-callbacks.ts';
import { loadPrism, type Prism, type PrismOperation } from './prism.ts';
import type { CallbacksTask, Generated, GenerateTask, PrismReply, PrismTask } from './prism-protocol.ts';
import { createPrismServer, type PrismServer } from './prism-server.ts';
import { serialize } from './schema-answers/serialize.ts';

interface Slice {
  readonly operation: PrismOperation;
  readonly options: Readonly<Record<string, unknown>>;
}

let loading: Promise<Prism> | undefined;
const slices = new Map<string, Promise<Slice>>();
const servers = new Map<string, Promise<PrismServer>>();
let queue: Promise<unknown> = Promise.resolve();

parentPort?.on('message', ({ id, task }: { id: number; task: PrismTask }) => {
  // One after the other: the options of Prism's generator are global.
  queue = queue
    .then(() => perform(task))
    .then(
      (value) => reply({ id, value }),
      (error: unknown) => reply({ id, error: toText(error), missing: isMissing(error) }),
    );
});

function reply(message: PrismReply): void {
  // A thread has no origin to name.
  // oxlint-disable-next-line unicorn/require-post-message-target-origin
  parentPort?.postMessage(message);
}

async function perform(task: PrismTask): Promise<unknown> {
  if (task.kind === 'forget') return forget(task.prefix);
  const prism = await (loading ??= loadPrism());
  if (task.kind === 'whole') {
    const { slice, document } = task;
    if (document !== undefined) servers.set(slice, createPrismServer(prism, document));
    prism.configureGenerator(task.settings.generator);
    return (await servers.get(slice)!)(task.request, task.settings);
  }
  const { operation, options } = await openSlice(prism, task);
  prism.configureGenerator(options);
  return task.kind === 'callbacks'
    ? draftCallbacks(prism, operation.callbacks ?? [])
    : generate(prism, operation, task);
}

async function openSlice(prism: Prism, task: GenerateTask | CallbacksTask): Promise<Slice> {
  const { slice, document } = task;
  if (document !== undefined) {
    const options = ((document as Record<string, unknown>)['x-json-schema-faker'] ?? {}) as Slice['options'];
    const opening = prism.readOperations(document).then((operations) => {
      const operation = operations.find(({ method, path }) => method === task.method && path === task.path);
      if (!operation) throw new Error(`Prism does not read ${task.method} ${task.path}`);
      return { operation, options };
    });
    slices.set(slice, opening);
  }
  return slices.get(slice)!;
}

async function generate(prism: Prism, operation: PrismOperation, task: GenerateTask): Promise<Generated> {
  // Callbacks are the mock's to send, under its own rules.
  const { callbacks: _, ...silent } = operation;
  const path = task.path.replace(/\{[^}]+\}/g, 'x');
  const input = { method: task.method, url: { path, query: {} }, headers: {}, body: undefined };
  const settings = { judge: false, mock: task.mock, ...(task.refuse !== undefined && { refuse: task.refuse }) };
  const result = await prism.answer([silent], input, settings);
  if ('problem' in result) return { problem: result.problem };
  const { statusCode, headers = {}, body } = result.output;
  const texts = Object.fromEntries(
    Object.entries(headers)
      .filter(([name, value]) => value !== null && name.toLowerCase() !== 'content-type')
      .map(([name, value]) => [name, String(value)]),
  );
  if (task.mediaType !== undefined) texts['Content-Type'] = task.mediaType;
  const text = serialize(body, task.mediaType);
  return { response: { status: statusCode, headers: texts, ...(text !== undefined && { body: text }) } };
}

function forget(prefix: string): void {
  for (const known of [slices, servers]) {
    for (const name of known.keys()) if (name.startsWith(prefix)) known.delete(name);
  }
}

function toText(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

function isMissing(error: unknown): boolean {
  const { code, message } = error as NodeJS.ErrnoException;
  return code === 'ERR_MODULE_NOT_FOUND' && message.includes('@stoplight/prism-http');
}
