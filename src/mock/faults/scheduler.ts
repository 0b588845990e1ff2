/** Time that passes while a faulty answer is under way. */

/** Runs something later. */
export interface Scheduler {
  /** @returns takes it back */
  after(milliseconds: number, run: () => void): () => void;
}

/** Timers of the system. They keep no process alive. */
export const systemScheduler: Scheduler = {
  after(milliseconds, run) {
    const timer = setTimeout(run, milliseconds);
    timer.unref?.();
    return () => clearTimeout(timer);
  },
};
