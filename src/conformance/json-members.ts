/** Reads the member names of JSON text as they are written, which JSON.parse does not show. */
import { toPointer } from '../contract/pointer.ts';

/** An object or list that is open at some point of the text. */
interface Level {
  /** Names seen so far; undefined in a list. */
  readonly names: Set<string> | undefined;
  /** Name or index of what is being read. */
  key: string | number;
  isName: boolean;
}

const TOKEN = /"[^"\\]*(?:\\.[^"\\]*)*"|[{}[\],:]/gs;

/**
 * @param text valid JSON
 * @returns JSON pointer of the first member whose name its object has already
 */
export function findDuplicateMember(text: string): string | undefined {
  const levels: Level[] = [];
  for (const [token] of text.matchAll(TOKEN)) {
    const level = levels.at(-1);
    if (token === '{') levels.push({ names: new Set(), key: '', isName: true });
    else if (token === '[') levels.push({ names: undefined, key: 0, isName: false });
    else if (token === '}' || token === ']') levels.pop();
    else if (token === ':') level!.isName = false;
    else if (token === ',' && level) advance(level);
    else if (level?.names && level.isName) {
      const name = JSON.parse(token) as string;
      level.key = name;
      if (level.names.has(name)) return toPointer(levels.map(({ key }) => String(key)));
      level.names.add(name);
    }
  }
  return undefined;
}

function advance(level: Level): void {
  if (level.names) level.isName = true;
  else level.key = Number(level.key) + 1;
}
