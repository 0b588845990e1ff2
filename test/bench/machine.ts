/** The machine, and how much of it others used meanwhile. */
import { readFileSync } from 'node:fs';
import { cpus, totalmem } from 'node:os';
import { spentTicks } from './process-tree.ts';

/** Facts that a reader needs; nothing that names the machine. */
export interface Machine {
  readonly cores: number;
  readonly model: string;
  /** 10^9 bytes. */
  readonly memory: number;
  /** Share of the cores' time, 0 to 1, that went to other work while the contest ran. */
  readonly others: number;
}

/** Facts about the machine. @param others see {@link watchOthers} */
export function toMachine(others: number): Machine {
  return { cores: cpus().length, model: cpus()[0]?.model.trim() ?? 'unknown', memory: totalmem() / 1e9, others };
}

/** Starts watching; the result says which share of the cores' time, 0 to 1, went to work that is not this run's. */
export function watchOthers(): () => number {
  const start = readTicks();
  return () => {
    const end = readTicks();
    const others = end.busy - start.busy - (end.own - start.own);
    return Math.max(0, others / (end.total - start.total));
  };
}

/** Clock ticks: of all cores together, of those that ran some process, and of this run's processes. */
function readTicks(): { total: number; busy: number; own: number } {
  const line = readFileSync('/proc/stat', 'utf8').split('\n')[0]!;
  // user nice system idle iowait irq softirq steal
  const ticks = line.trim().split(/\s+/).slice(1, 9).map(Number);
  const total = ticks.reduce((sum, value) => sum + value, 0);
  const [user, nice, system, , , , , steal] = ticks as [number, number, number, number, number, number, number, number];
  // Interrupts belong to no process; on the loopback interface most of them are this run's packets.
  return { total, busy: user + nice + system + steal, own: spentTicks(process.pid) };
}
