/** Every family, and how often it comes. */
import type { Case, Family, Tools } from '../case.ts';
import { createRandom } from '../random.ts';
import type { Targets } from '../targets.ts';
import { chunks } from './chunks.ts';
import { connections } from './connections.ts';
import { control } from './control.ts';
import { headerFields } from './header-fields.ts';
import { jsonBodies } from './json-bodies.ts';
import { otherBodies } from './other-bodies.ts';
import { paths } from './paths.ts';
import { preferences } from './preferences.ts';
import { requestLines } from './request-line.ts';
import { slow } from './slow.ts';
import { smuggling } from './smuggling.ts';

/** Families with their share. */
const FAMILIES: readonly (readonly [name: string, family: Family, share: number])[] = [
  ['request-line', requestLines, 10],
  ['header-fields', headerFields, 12],
  ['smuggling', smuggling, 16],
  ['chunks', chunks, 8],
  ['paths', paths, 14],
  ['json-bodies', jsonBodies, 12],
  ['other-bodies', otherBodies, 8],
  ['preferences', preferences, 8],
  ['connections', connections, 12],
  ['control', control, 8],
  ['slow', slow, 0.05],
];

const TOTAL = FAMILIES.reduce((sum, [, , share]) => sum + share, 0);

/** Case number `index` of a run: the same for the same seed, whatever ran before it. */
export function createCase(seed: number, index: number, targets: Targets): Case {
  const random = createRandom(seed, index);
  const tag = `s${seed}c${index}`;
  let count = 0;
  const tools: Tools = { random, targets, tag, id: () => `${tag}r${count++}e` };
  let at = random.next() * TOTAL;
  const [name, family] = FAMILIES.find(([, , share]) => (at -= share) < 0) ?? FAMILIES[0]!;
  return { ...family(tools), index, family: name, tag };
}
