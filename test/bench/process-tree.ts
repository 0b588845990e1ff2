/** CPU time and memory of a process and all that it has started, as Linux counts them. */
import { readdirSync, readFileSync } from 'node:fs';

/** CPU time in µs, user and system, summed over every thread of the tree: `/proc/<pid>/task/<tid>/schedstat`. */
export function cpuMicros(pid: number): number {
  let nanos = 0;
  for (const member of descendants(pid)) {
    for (const thread of list(`/proc/${member}/task`)) {
      nanos += Number(read(`/proc/${member}/task/${thread}/schedstat`).split(' ')[0]);
    }
  }
  return nanos / 1000;
}

/** Resident memory of the tree in MB (10^6 bytes): `VmRSS` of `/proc/<pid>/status`. */
export function residentMegabytes(pid: number): number {
  const kibibytes = descendants(pid).map((member) =>
    Number(/VmRSS:\s+(\d+)/.exec(read(`/proc/${member}/status`))?.[1] ?? 0),
  );
  return (kibibytes.reduce((sum, value) => sum + value, 0) * 1024) / 1e6;
}

/**
 * CPU time of the tree and of all its members that have ended, in clock ticks: what `/proc/<pid>/stat` says of each process
 * and of the children it has waited for.
 */
export function spentTicks(pid: number): number {
  return descendants(pid)
    .flatMap((member) =>
      read(`/proc/${member}/stat`)
        .replace(/^.*\) /, '')
        .split(' ')
        .slice(11, 15),
    )
    .reduce((sum, ticks) => sum + Number(ticks), 0);
}

function descendants(pid: number): number[] {
  const children = list(`/proc/${pid}/task`).flatMap((thread) =>
    read(`/proc/${pid}/task/${thread}/children`).trim().split(' ').filter(Boolean).map(Number),
  );
  return [pid, ...children.flatMap(descendants)];
}

// A process or thread may end while it is looked at; then it counts nothing more.
function read(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return '';
  }
}

function list(folder: string): string[] {
  try {
    return readdirSync(folder);
  } catch {
    return [];
  }
}
