/** Does jobs in several processes. */
import { fork } from 'node:child_process';
import { join } from 'node:path';
import type { Job, Result } from './job.ts';

/** Longest time for one job. */
const PATIENCE = 120_000;

/** Does all jobs, two at a time at most, and tells each result. */
export async function doJobs(jobs: readonly Job[], workers: number, tell: (result: Result) => void): Promise<void> {
  const waiting = [...jobs];
  await Promise.all(Array.from({ length: Math.min(workers, waiting.length) }, () => doNext(waiting, tell)));
}

async function doNext(waiting: Job[], tell: (result: Result) => void): Promise<void> {
  let child = start();
  for (let job = waiting.shift(); job; job = waiting.shift()) {
    const result = await ask(child, job);
    tell(result);
    if (result.crash === 'no answer') {
      child.kill('SIGKILL');
      child = start();
    }
  }
  child.disconnect();
}

function start() {
  return fork(join(import.meta.dirname, 'worker.ts'), { stdio: ['ignore', 'ignore', 'inherit', 'ipc'] });
}

function ask(child: ReturnType<typeof start>, job: Job): Promise<Result> {
  return new Promise((resolve) => {
    const finish = (result: Result): void => {
      clearTimeout(timer);
      child.off('message', finish).off('exit', fail);
      resolve(result);
    };
    const fail = (): void =>
      finish({ job, findings: [], requests: 0, time: 0, processor: 0, leftovers: 0, digest: '', crash: 'no answer' });
    const timer = setTimeout(fail, PATIENCE);
    child.once('message', finish).once('exit', fail);
    child.send(job);
  });
}
