/** What of a secret is too much of it. */

/** Words before what nobody can guess. */
const WORDS = /^(?:[A-Za-z]{2,12}[_-]){0,3}/;
/** Fewer characters are what a hint shows. */
const LEAST = 12;
/** Fewer different ones stand in many a text. */
const DIFFERENT = 5;

/** The first half of a secret, with the word before it, and the last one; none of a short secret. */
export function toHalves(secret: string): readonly string[] {
  const word = WORDS.exec(secret)![0];
  const half = Math.ceil((secret.length - word.length) / 2);
  const [first, last] = [secret.slice(word.length, word.length + half), secret.slice(-half)];
  if (half < LEAST || [first, last].some((part) => new Set(part).size < DIFFERENT)) return [];
  return [word + first, last];
}
