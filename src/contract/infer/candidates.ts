/** Paths that look like a collection: one is posted to, and below it an item is addressed. */
import type { RawOperation } from '../operations.ts';

/** Operations of what may be a resource. */
export interface Candidate {
  /** Name in the singular, unique in the document. */
  readonly name: string;
  readonly path: string;
  /** Path parameter that names one item. */
  readonly parameter: string;
  readonly create: RawOperation;
  readonly list?: RawOperation;
  readonly read?: RawOperation;
  readonly update?: RawOperation;
  readonly delete?: RawOperation;
}

/** All candidates, in the order of the document. */
export function findCandidates(operations: readonly RawOperation[]): Candidate[] {
  const names = new Set<string>();
  return operations.flatMap((create) => {
    const { path, method, node } = create;
    if (method !== 'post' || path.endsWith('}') || node['x-view'] !== undefined || node['x-action'] !== undefined)
      return [];
    const items = operations.filter((operation) => isItemOf(operation.path, path));
    const find = (wanted: string): RawOperation | undefined => items.find((operation) => operation.method === wanted);
    const [update, read, remove] = [find('patch') ?? find('put'), find('get'), find('delete')];
    const parameter = /\{([^{}]+)\}$/.exec((read ?? remove ?? update)?.path ?? '')?.[1];
    if (parameter === undefined) return [];
    const list = operations.find((operation) => operation.method === 'get' && operation.path === path);
    const name = toName(path, names);
    names.add(name);
    return [
      {
        name,
        path,
        parameter,
        create,
        ...(list && { list }),
        ...(read && { read }),
        ...(update && { update }),
        ...(remove && { delete: remove }),
      },
    ];
  });
}

function isItemOf(candidate: string, path: string): boolean {
  return candidate.startsWith(`${path}/{`) && /^\{[^/{}]+\}$/.test(candidate.slice(path.length + 1));
}

/** `webhook` of `/v1/webhooks`; with the word before it where that name is taken. */
function toName(path: string, taken: ReadonlySet<string>): string {
  const words = path.split('/').filter((segment) => segment !== '' && !segment.includes('{'));
  const name = toSingular(toWord(words.at(-1) ?? '')) || 'resource';
  const longer = [toSingular(toWord(words.at(-2) ?? '')), name].filter(Boolean).join('-');
  for (const candidate of [name, longer]) if (!taken.has(candidate)) return candidate;
  for (let count = 2; ; count += 1) if (!taken.has(`${longer}-${count}`)) return `${longer}-${count}`;
}

function toWord(segment: string): string {
  return segment
    .replace(/\.json$/, '')
    .replace(/[^A-Za-z0-9_-]+/g, '-')
    .replace(/^[^A-Za-z]+|-+$/g, '');
}

function toSingular(word: string): string {
  if (/ies$/i.test(word)) return word.replace(/ies$/i, 'y');
  if (/(?:s|x|ch|sh)es$/i.test(word)) return word.slice(0, -2);
  return /[^s]s$/i.test(word) ? word.slice(0, -1) : word;
}
