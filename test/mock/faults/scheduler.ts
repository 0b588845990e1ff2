/** A scheduler whose time passes only when a test says so. */
import type { Scheduler } from '../../../src/mock/faults/scheduler.ts';

type Task = { readonly milliseconds: number; readonly run: () => void };

/** Creates one. */
export function createScheduler() {
  const tasks = new Set<Task>();
  let wake: (() => void)[] = [];
  const notify = () => {
    const waiting = wake;
    wake = [];
    for (const resume of waiting) resume();
  };
  const until = async (isSo: () => boolean): Promise<void> => {
    while (!isSo()) await new Promise<void>((resume) => void wake.push(resume));
  };
  const scheduler: Scheduler = {
    after(milliseconds, run) {
      const task = { milliseconds, run };
      tasks.add(task);
      notify();
      return () => {
        if (tasks.delete(task)) notify();
      };
    },
  };
  return {
    scheduler,
    pending: () => tasks.size,
    /** Something is scheduled. */
    scheduled: () => until(() => tasks.size > 0),
    /** Nothing is scheduled any more. */
    cancelled: () => until(() => tasks.size === 0),
    /** Runs the oldest task, waiting for it to be scheduled. @returns the time it asked for */
    async next(): Promise<number> {
      await until(() => tasks.size > 0);
      const [task] = tasks as Set<Task> & Iterable<Task>;
      tasks.delete(task!);
      task!.run();
      return task!.milliseconds;
    },
  };
}
