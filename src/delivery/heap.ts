/** A binary heap: the first of many entries without sorting them all. */

/** Entries of which the first is known. */
export interface Heap<T> {
  readonly size: number;
  peek(): T | undefined;
  push(entry: T): void;
  /** Takes the first one out. */
  pop(): T | undefined;
  clear(): void;
}

/** Creates an empty heap. @param isBefore the order; entries that are equal come out in no certain order */
export function createHeap<T>(isBefore: (left: T, right: T) => boolean): Heap<T> {
  const entries: T[] = [];

  function rise(at: number): void {
    const entry = entries[at]!;
    while (at > 0) {
      const parent = (at - 1) >> 1;
      if (!isBefore(entry, entries[parent]!)) break;
      entries[at] = entries[parent]!;
      at = parent;
    }
    entries[at] = entry;
  }

  function sink(entry: T): void {
    let at = 0;
    for (;;) {
      let child = 2 * at + 1;
      if (child >= entries.length) break;
      if (child + 1 < entries.length && isBefore(entries[child + 1]!, entries[child]!)) child += 1;
      if (!isBefore(entries[child]!, entry)) break;
      entries[at] = entries[child]!;
      at = child;
    }
    entries[at] = entry;
  }

  return {
    get size() {
      return entries.length;
    },
    peek: () => entries[0],
    push(entry) {
      entries.push(entry);
      rise(entries.length - 1);
    },
    pop() {
      const first = entries[0];
      const last = entries.pop();
      if (entries.length > 0) sink(last!);
      return first;
    },
    clear: () => {
      entries.length = 0;
    },
  };
}
