/** What the user names as one of the two versions. */
import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import { HookspecError } from '../../../errors.ts';
import { isAddress } from '../../../contract/source/is-address.ts';

/** A version to compare, not looked for yet. */
export type SourceName =
  | { readonly kind: 'address'; readonly address: string }
  /** A path, relative to the current folder. */
  | { readonly kind: 'file'; readonly path: string }
  /** A name of redocly.yaml. */
  | { readonly kind: 'contract'; readonly name: string }
  /** `REV:what`, what being a path or a name of the redocly.yaml of that revision. REV '' is the index. */
  | { readonly kind: 'revision'; readonly revision: string; readonly what: string };

/**
 * A file that exists goes before everything else that the text could mean.
 * @throws HookspecError Usage
 */
export function parseSourceName(text: string, cwd: string): SourceName {
  if (text === '') throw new HookspecError('Usage', 'One of the two versions is an empty text');
  if (isAddress(text)) return { kind: 'address', address: text };
  if (existsSync(resolve(cwd, text))) return { kind: 'file', path: text };
  const colon = findColon(text);
  if (colon !== -1 && !/^[a-z]:[\\/]/i.test(text)) {
    const what = text.slice(colon + 1);
    const revision = text.slice(0, colon);
    if (what !== '') return { kind: 'revision', revision, what };
    throw new HookspecError('Usage', `${text} names no file of the revision ${revision}`, {
      hint: `Write ${text}openapi.yaml, or ${text} and a name of redocly.yaml.`,
    });
  }
  return isPath(text) ? { kind: 'file', path: text } : { kind: 'contract', name: text };
}

/** Whether a text is a path; else it is a name. As `loadContract` has it. */
export function isPath(text: string): boolean {
  return /[/\\]|\.(ya?ml|json)$/i.test(text);
}

/** The first colon that is not part of a revision: `main@{2 days ago, 10:00}:api.yaml`. */
function findColon(text: string): number {
  let depth = 0;
  return [...text].findIndex((character) => {
    if (character === '{') depth += 1;
    if (character === '}') depth -= 1;
    return character === ':' && depth === 0;
  });
}
