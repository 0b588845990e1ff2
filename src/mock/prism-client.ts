/** Reaches the worker thread that holds Prism. One thread serves the whole process; it starts at the first task. */
import { Worker } from 'node:worker_threads';
import type { CallbackDraft, Generated, PrismReply, PrismTask, WholeAnswer } from './prism-protocol.ts';
import type { CallbacksTask, ForgetTask, GenerateTask, WholeTask } from './prism-protocol.ts';

/** What a slice is cut from; asked for only when the thread does not know the slice yet. */
export type Source = () => string | object;

/** Prism behind the thread. */
export interface PrismClient {
  generate(task: Omit<GenerateTask, 'kind' | 'document'>, document: Source): Promise<Generated>;
  draftCallbacks(task: Omit<CallbacksTask, 'kind' | 'document'>, document: Source): Promise<readonly CallbackDraft[]>;
  whole(task: Omit<WholeTask, 'kind' | 'document'>, document: Source): Promise<WholeAnswer>;
  /** Forgets what was sent under names that begin so. The thread ends some seconds after its last user. */
  close(prefix: string): void;
}

/** Why Prism gave no answer. */
export class PrismUnavailable extends Error {
  /** `missing`: not installed; `failed`: it threw, crashed or took too long. */
  readonly reason: 'missing' | 'failed';

  constructor(reason: 'missing' | 'failed', message: string) {
    super(message);
    this.reason = reason;
  }
}

interface Waiting {
  readonly resolve: (value: never) => void;
  readonly reject: (error: Error) => void;
  readonly timer: NodeJS.Timeout;
}

/** Reading a document of a thousand operations takes some ten seconds. */
const PATIENCE = 60_000;

/** Tests start one mock after the other, and a contract that is reloaded goes before it comes again. */
const GRACE = 10_000;

const shared = { next: 0, worker: undefined as Worker | undefined, ending: undefined as NodeJS.Timeout | undefined };
/** Names of slices that each thread knows, and of all that are in use. */
const known = new WeakMap<Worker, Set<string>>();
const inUse = new Set<string>();
const waiting = new Map<number, Waiting>();

/**
 * Creates a client. Nothing is started before the first task.
 * @param patience longest time for one task in milliseconds; then the thread is ended, and the next task gets a new one
 */
export function createPrismClient(patience = PATIENCE): PrismClient {
  const send = <T>(task: Exclude<PrismTask, ForgetTask>, source: Source) => ask<T>(task, source, patience);
  return {
    generate: (task, document) => send({ kind: 'generate', ...task }, document),
    draftCallbacks: (task, document) => send({ kind: 'callbacks', ...task }, document),
    whole: (task, document) => send({ kind: 'whole', ...task }, document),
    close(prefix) {
      for (const slice of inUse) if (slice.startsWith(prefix)) inUse.delete(slice);
      const { worker } = shared;
      if (!worker) return;
      const slices = known.get(worker)!;
      for (const slice of slices) if (slice.slice(slice.indexOf(' ') + 1).startsWith(prefix)) slices.delete(slice);
      post(worker, -1, { kind: 'forget', prefix });
      if (inUse.size > 0) return;
      clearTimeout(shared.ending);
      shared.ending = setTimeout(() => void end(worker, 'Prism is not needed any more'), GRACE).unref();
    },
  };
}

function ask<T>(task: Exclude<PrismTask, ForgetTask>, source: Source, patience: number): Promise<T> {
  clearTimeout(shared.ending);
  const worker = (shared.worker ??= start());
  inUse.add(task.slice);
  const slices = known.get(worker)!;
  const name = `${task.kind === 'whole' ? 'whole' : 'part'} ${task.slice}`;
  const document = slices.has(name) ? {} : { document: source() };
  slices.add(name);
  const id = (shared.next += 1);
  return new Promise<T>((resolve, reject) => {
    const late = () => void end(worker, `Prism took longer than ${patience / 1000} s`);
    waiting.set(id, { resolve, reject, timer: setTimeout(late, patience) });
    // Only a task under way keeps the process alive.
    worker.ref();
    post(worker, id, { ...task, ...document });
  });
}

function post(worker: Worker | undefined, id: number, task: PrismTask): void {
  // A thread has no origin to name.
  // oxlint-disable-next-line unicorn/require-post-message-target-origin
  worker?.postMessage({ id, task });
}

function start(): Worker {
  const extension = import.meta.url.endsWith('.ts') ? 'ts' : 'js';
  // Its output is swallowed: Prism's libraries write warnings to the console.
  const worker = new Worker(new URL(`./prism-worker.${extension}`, import.meta.url), {
    stdout: true,
    stderr: true,
    execArgv: [],
  });
  known.set(worker, new Set());
  worker.on('message', (reply: PrismReply) => settle(worker, reply));
  worker.on('error', (error: Error) => void end(worker, error.message));
  worker.on('exit', () => void end(worker, 'Prism ended'));
  worker.unref();
  return worker;
}

function settle(worker: Worker, reply: PrismReply): void {
  const entry = waiting.get(reply.id);
  if (!entry) return;
  waiting.delete(reply.id);
  clearTimeout(entry.timer);
  if (waiting.size === 0) worker.unref();
  if ('value' in reply) entry.resolve(reply.value as never);
  else entry.reject(new PrismUnavailable(reply.missing ? 'missing' : 'failed', reply.error));
}

async function end(worker: Worker, reason: string): Promise<void> {
  if (shared.worker !== worker) return;
  shared.worker = undefined;
  for (const [id, { reject, timer }] of waiting) {
    waiting.delete(id);
    clearTimeout(timer);
    reject(new PrismUnavailable('failed', reason));
  }
  await worker.terminate();
}
