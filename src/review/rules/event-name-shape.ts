import { listEvents, subscribable } from '../plugin/event-list.ts';
import type { Rule } from '../plugin/rule.ts';
import type { Spot } from '../plugin/spot.ts';

/** Receivers route by prefixes and people guess names: both need one way of writing. */
export const eventNameShape: Rule = {
  name: 'event-name-shape',
  summary: 'All events are named in one way, such as lower-case words with dots between them.',
  recommended: 'warn',
  strict: 'error',
  check(api, report) {
    const listed = listEvents(api);
    const events: Spot<string>[] =
      listed.length > 0 ? listed : subscribable(api).map(({ name, item }) => ({ value: name, at: item.at }));
    const styles = events.map(({ value }) => toStyle(value));
    const usual = mostOf(styles.filter((style) => style !== undefined));
    for (const [index, event] of events.entries()) {
      if (!usual || styles[index] === usual) continue;
      const better = toName(event.value, usual);
      if (better === event.value) continue;
      report(event, `Event \`${event.value}\` is not written like the others.`, `Write \`${better}\`.`);
    }
  },
};

/** How a name is written: its separator and its case; undefined for one word in lower case, which fits most styles. */
function toStyle(name: string): string | undefined {
  const separator = /[./:\s-]/.exec(name)?.[0] ?? (name.includes('_') ? '_' : '');
  const letters = name.replaceAll(/[^A-Za-z]/g, '');
  const hasUpper = /[A-Z]/.test(letters);
  if (separator === '' && !hasUpper) return undefined;
  if (!hasUpper) return `${separator}lower`;
  if (!/[a-z]/.test(letters)) return `${separator}UPPER`;
  return `${separator}${/^[A-Z]/.test(letters) ? 'Pascal' : 'camel'}`;
}

/** A name in another style. */
function toName(name: string, style: string): string {
  const [, separator, letters] = /^([^A-Za-z]?)(\w+)$/.exec(style)!;
  // Where words are joined by another sign, `_` belongs to a word.
  const signs = separator !== '_' && /[./:\s-]/.test(name) ? /[./:\s-]+/ : /[./:\s_-]+/;
  const words = name.replaceAll(/([a-z\d])([A-Z])/g, '$1 $2').split(signs);
  const cased = words.map((word, index) => {
    if (letters === 'UPPER') return word.toUpperCase();
    if (letters === 'lower' || (letters === 'camel' && index === 0)) return word.toLowerCase();
    return word.charAt(0).toUpperCase() + word.slice(1).toLowerCase();
  });
  return cased.join(separator);
}

/** The commonest; the first of several that are equally common. */
function mostOf(styles: readonly string[]): string | undefined {
  const counts = new Map<string, number>();
  for (const style of styles) counts.set(style, (counts.get(style) ?? 0) + 1);
  return [...counts].toSorted(([, a], [, b]) => b - a)[0]?.[0];
}
