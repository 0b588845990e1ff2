/** The parent's side of the load generator. */
import { fork } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import type { LoadJob, LoadResult } from './load.ts';
import { cpuMicros } from './process-tree.ts';
import type { Server } from './server.ts';

/** A load generator that is ready for jobs, one at a time. */
export interface Generator extends AsyncDisposable {
  run(job: LoadJob): Promise<LoadResult>;
}

/** A job that was also measured from outside. */
export interface Measured extends LoadResult {
  /** CPU time of the server's whole process tree per request, in µs. */
  readonly cpu: number;
}

/** Starts the load generator. */
export function createGenerator(): Generator {
  const child = fork(fileURLToPath(import.meta.resolve('./load.ts')));
  const ended = new Promise<void>((done) => child.once('close', () => done()));
  const kill = () => void child.kill('SIGKILL');
  process.once('exit', kill);
  return {
    run(job) {
      const finished = new Promise<LoadResult>((resolve, reject) => {
        child.once('message', ({ result, error }: { result?: LoadResult; error?: string }) => {
          if (result) resolve(result);
          else reject(new Error(error));
        });
      });
      child.send(job);
      return Promise.race([finished, ended.then(() => Promise.reject(new Error('ended the load generator')))]);
    },
    async [Symbol.asyncDispose]() {
      process.off('exit', kill);
      kill();
      await ended;
    },
  };
}

/** Runs a job and counts what the server spent on it. */
export async function measureJob(generator: Generator, server: Server, job: Omit<LoadJob, 'port'>): Promise<Measured> {
  const before = cpuMicros(server.pid);
  const result = await generator.run({ ...job, port: server.port });
  return { ...result, cpu: (cpuMicros(server.pid) - before) / result.requests };
}
