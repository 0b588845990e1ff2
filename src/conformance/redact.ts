/** Keeps secrets and tokens out of everything that a run says. */

/** Replaces what must not be shown. */
export interface Redactor {
  /** Adds a value to hide; texts shorter than 6 characters are too common to hide. */
  add(value: string, label: string): void;
  hide(text: string): string;
}

/** A redactor that knows nothing yet. */
export function createRedactor(): Redactor {
  const hidden = new Map<string, string>();
  return {
    add(value, label) {
      if (value.length >= 6) hidden.set(value, label);
    },
    hide(text) {
      // Longest first: a secret may contain another one.
      const values = [...hidden.keys()].toSorted((a, b) => b.length - a.length);
      return values.reduce((result, value) => result.replaceAll(value, hidden.get(value)!), text);
    },
  };
}
