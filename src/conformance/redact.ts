/** Keeps secrets and tokens out of everything that a run says. */

import { toHalves } from './secret-parts.ts';

/** Replaces what must not be shown. */
export interface Redactor {
  /**
   * Adds a value to hide, also as it stands in a URL, in JSON and in base64.
   * @param least values with fewer characters are too common to hide; default 6
   */
  add(value: string, label: string, least?: number): void;
  /** Adds a credential: a text that begins with three quarters of it is hidden, too. */
  addToken(token: string, label: string): void;
  /** Adds a secret: a text with one of its halves in it is hidden, too. */
  addSecret(secret: string, label: string): void;
  /** Hides every text that a pattern finds; it has the flag `g`. */
  addForm(form: RegExp, label: string): void;
  hide(text: string): string;
}

/** Keys that say by their form what they are; most providers write theirs so. */
const KEY_FORM = /(?<![A-Za-z0-9])(?:whsec|sk|rk)_[A-Za-z0-9+/=_-]{6,}/g;

/** A prefix with fewer characters than this says nothing about the rest. */
const LEAST_PREFIX = 12;

/** Characters that secrets are written in. */
const LETTERS = '[A-Za-z0-9+/=_-]';

/** A redactor that knows nothing yet. */
export function createRedactor(): Redactor {
  const hidden = new Map<string, string>();
  const patterns: { readonly form: RegExp; readonly label: string; /** Else it need not be tried. */ has?: string }[] =
    [];
  let longestFirst: string[] | undefined;
  const add = (value: string, label: string, least = 6): void => {
    if (value.length < least) return;
    for (const form of toForms(value)) hidden.set(form, label);
    longestFirst = undefined;
  };
  return {
    add,
    addToken(token, label) {
      add(token, label);
      // Basic credentials are the token and a colon, where they have none.
      add(Buffer.from(`${token}:`).toString('base64'), label, 12);
      const prefix = token.slice(0, Math.ceil(token.length * 0.75));
      if (prefix.length >= LEAST_PREFIX)
        patterns.push({ form: new RegExp(`${escape(prefix)}[A-Za-z0-9_-]*`, 'g'), label });
    },
    addSecret(secret, label) {
      add(secret, label);
      for (const has of toHalves(secret))
        patterns.push({ form: new RegExp(`${LETTERS}{0,99}${escape(has)}${LETTERS}*`, 'g'), label, has });
    },
    addForm: (form, label) => void patterns.push({ form, label }),
    hide(text) {
      // Longest first: a secret may contain another one.
      longestFirst ??= [...hidden.keys()].toSorted((a, b) => b.length - a.length);
      const known = longestFirst.reduce((result, value) => result.replaceAll(value, () => hidden.get(value)!), text);
      const cut = patterns.reduce(
        (result, { form, label, has = '' }) => (result.includes(has) ? result.replace(form, () => label) : result),
        known,
      );
      return cut.replace(KEY_FORM, '[secret]');
    },
  };
}

function escape(text: string): string {
  return text.replace(/[\\^$.*+?()[\]{}|/-]/g, '\\$&');
}

function toForms(value: string): Set<string> {
  return new Set([
    value,
    encodeURIComponent(value.toWellFormed()),
    JSON.stringify(value).slice(1, -1),
    ...(value.length >= 12 ? [Buffer.from(value).toString('base64')] : []),
  ]);
}
