/** `npm run bench:review`: proves the diff on pairs, generated changes and published versions; writes docs/review-proof.md. */
import { fork } from 'node:child_process';
import { once } from 'node:events';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { openRows, type Row, type Sort } from './generated.ts';
import { measureHistory, type Step } from './history.ts';
import { installPackages } from './install.ts';
import { toPage } from './page.ts';
import { measurePairs, type PairRow } from './pairs.ts';
import { COMPARED, openStore, readLast } from './store.ts';
import { measureTimes, type Timing } from './times.ts';

const { values } = parseArgs({
  options: {
    cases: { type: 'string', default: '1000' },
    only: { type: 'string' },
    stored: { type: 'boolean', default: false },
    print: { type: 'boolean', default: false },
    help: { type: 'boolean', default: false },
  },
});
if (values.help) {
  process.stdout.write(`Usage: npm run bench:review -- [options]

  --cases N     generated cases of each sort (default 1000)
  --only NAME   one section alone: refactors, breaks, pairs, history or times; writes no page
  --stored      measures nothing; writes the page from the last results of each section
  --print       writes no page

An interrupted run goes on where it ended, as long as nothing that is measured has changed.
`);
  process.exit(0);
}

const isWanted = (section: string): boolean => !values.stored && (values.only === undefined || values.only === section);

if (!values.stored) await installPackages();
const [refactors, breaks] = await Promise.all([runCases('refactors'), runCases('breaks')]);
const pairs = await keepAll<PairRow>('pairs', async (tell) => (await measurePairs()).forEach(tell));
const history = await keepAll<Step>('history', measureHistory);
// Alone, so that nothing of ours takes its time.
const times = await keepAll<Timing>('times', async (tell) => (await measureTimes()).forEach(tell));
const page = toPage({ pairs, refactors, breaks, history, times });
if (values.print) process.stdout.write(page);
else if (values.only === undefined) writeFileSync(join(import.meta.dirname, '../../../docs/review-proof.md'), page);

/** Cases of one sort, in a process of their own. */
async function runCases(sort: Sort): Promise<Row[]> {
  if (!isWanted(sort)) return readLast<Row | null>(sort).filter((row) => row !== null);
  const script = join(import.meta.dirname, 'generated.ts');
  const child = fork(script, [sort, values.cases], { env: { ...process.env, HOOKSPEC_CACHE: 'off' } });
  const [code] = (await once(child, 'exit')) as [number | null];
  if (code !== 0) throw new Error(`The ${sort} ended with ${code}.`);
  return [...openRows(sort).results.values()].filter((row) => row !== null);
}

/** Results of a section, from the last run where nothing has changed. */
async function keepAll<T>(section: string, measure: (tell: (result: T) => void) => Promise<void>): Promise<T[]> {
  if (!isWanted(section))
    return readLast<T | 'end'>(section).flatMap((result) => (result === 'end' ? [] : [result as T]));
  const store = openStore<T | 'end'>(section, [...COMPARED, 'test/review/diff/pairs', 'test/bench/review/history.ts']);
  if (store.results.get('end') === undefined) {
    process.stderr.write(`${section}\n`);
    let count = 0;
    await measure((result) => store.add(String(count++), result));
    store.add('end', 'end');
  }
  return [...store.results.values()].flatMap((result) => (result === 'end' ? [] : [result as T]));
}
