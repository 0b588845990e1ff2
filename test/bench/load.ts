/**
 * The load generator, a process of its own: keep-alive connections over plain sockets, one request in flight on each.
 * It takes jobs from its parent and answers each with what it measured. A wrong status ends the job with a sentence.
 */
import { connect, type Socket } from 'node:net';
import { takeAnswer } from './answer.ts';
import { createKeys, KEY_PLACEHOLDER } from './requests.ts';
import { percentile } from './stats.ts';

/** What to send. */
export interface LoadJob {
  readonly port: number;
  readonly connections: number;
  /** Sent in turn, each with the status it must get. */
  readonly requests: readonly { readonly wire: string; readonly status: number }[];
  /** The job ends after so many seconds, but not before `least` requests and not after `count`. */
  readonly seconds: number;
  readonly least: number;
  readonly count: number;
}

/** What was measured; latencies in µs. */
export interface LoadResult {
  readonly requests: number;
  readonly seconds: number;
  readonly p50: number;
  readonly p99: number;
}

const nextKey = createKeys();

process.on('message', (job: LoadJob) => {
  runJob(job).then(
    (result) => process.send!({ result }),
    (error: Error) => process.send!({ error: error.message }),
  );
});

async function runJob(job: LoadJob): Promise<LoadResult> {
  const parts = job.requests.map(({ wire, status }) => ({ parts: wire.split(KEY_PLACEHOLDER), status }));
  const latencies = new Float64Array(job.count);
  const start = performance.now();
  const end = start + job.seconds * 1000;
  let sent = 0;
  let received = 0;

  /** The next request, or undefined when the job is done. */
  const next = () => {
    if (sent >= job.count || (sent >= job.least && performance.now() > end)) return undefined;
    const { parts: text, status } = parts[sent++ % parts.length]!;
    return { wire: text.length === 1 ? text[0]! : text[0]! + nextKey() + text[1]!, status };
  };

  const converse = (socket: Socket) =>
    new Promise<void>((resolve, reject) => {
      let bytes: Buffer | undefined;
      let sentAt = 0;
      let expected = 0;
      const send = () => {
        const request = next();
        if (!request) return resolve();
        expected = request.status;
        sentAt = performance.now();
        socket.write(request.wire, 'latin1');
      };
      socket.on('data', (chunk: Buffer) => {
        bytes = bytes ? Buffer.concat([bytes, chunk]) : chunk;
        const taken = takeAnswer(bytes);
        if (!taken) return;
        bytes = undefined;
        latencies[received++] = (performance.now() - sentAt) * 1000;
        const { status, body, head } = taken.answer;
        if (status !== expected) reject(new Error(`answered ${status} where ${expected} was expected: ${body}`));
        else if (/^connection: *close/im.test(head)) reject(new Error(`ended a connection under load: ${head}`));
        else send();
      });
      socket.on('error', reject);
      socket.on('close', () => reject(new Error('dropped a connection under load')));
      send();
    });

  const sockets = await Promise.all(Array.from({ length: job.connections }, () => open(job.port)));
  const rest = stayAwake();
  try {
    await Promise.all(sockets.map(converse));
  } finally {
    rest();
    for (const socket of sockets) socket.destroy();
  }
  const seconds = (performance.now() - start) / 1000;
  const sorted = latencies.subarray(0, received).sort();
  return { requests: received, seconds, p50: percentile(sorted, 50), p99: percentile(sorted, 99) };
}

/**
 * Keeps this process from sleeping until the result is called. The kernel charges waking a process to the one whose answer
 * it waited for, which costs a virtual machine an interrupt: a server slower than its load would pay it on each request,
 * a faster one never.
 */
function stayAwake(): () => void {
  let awake = true;
  const turn = () => {
    if (awake) setImmediate(turn);
  };
  turn();
  return () => {
    awake = false;
  };
}

function open(port: number): Promise<Socket> {
  return new Promise((resolve, reject) => {
    const socket = connect({ port, host: '127.0.0.1', noDelay: true }, () => resolve(socket));
    socket.once('error', reject);
  });
}
