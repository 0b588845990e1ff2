/** Generated cases, a thousand of each sort; each sort runs in a process of its own: `node generated.ts refactors`. */
import { loadContracts, loadPackaged } from '../../review/diff/generators/documents.ts';
import { type CaseResult, runBreak, runRefactor } from '../../review/diff/generators/run-case.ts';
import { countPayload } from '../../review/diff/second-opinion/unproven.ts';
import { COMPARED, openStore, type Store } from './store.ts';

/** The two sorts. */
export type Sort = 'refactors' | 'breaks';

/** What is kept of a case. */
export interface Row {
  readonly seed: number;
  readonly kind: string;
  readonly document: string;
  readonly where: string;
  readonly isFlagged: boolean;
  /** Breaks only. */
  readonly isCaught: boolean;
  /** Worst level that is reported. */
  readonly worst: string;
  /** Breaking changes of schemas, and those among them that nobody decided. */
  readonly payload: number;
  readonly undecided: number;
  /** Witnesses that do not hold, and errors without one. */
  readonly unsound: readonly string[];
  /** What was reported worst. */
  readonly said: string;
  /** Milliseconds. */
  readonly time: number;
  readonly crash?: string;
}

/** Rows of a sort that are kept, by seed. */
export function openRows(sort: Sort): Store<Row | null> {
  return openStore(sort, [...COMPARED, 'test/review/diff/generators', 'test/third-party/package.json']);
}

/** Runs cases until there are so many. */
async function run(sort: Sort, count: number): Promise<void> {
  const { results, add } = openRows(sort);
  let done = [...results.values()].filter((row) => row !== null).length;
  const documents = [...(await loadContracts()), ...loadPackaged()];
  for (let seed = 0; done < count; seed++) {
    if (results.has(String(seed))) continue;
    const row = await runSeed(sort, seed, documents);
    add(String(seed), row);
    if (row === null) continue;
    done++;
    const isWrong = row.unsound.length > 0 || (sort === 'breaks' ? !row.isCaught : row.isFlagged);
    if (isWrong) process.stderr.write(`${sort} seed ${seed}, ${row.kind} of ${row.document}: ${row.said}\n`);
    if (done % 50 === 0) process.stderr.write(`${sort} ${done}/${count}\n`);
  }
}

async function runSeed(sort: Sort, seed: number, documents: Parameters<typeof runBreak>[1]): Promise<Row | null> {
  try {
    const result = await (sort === 'breaks' ? runBreak(seed, documents) : runRefactor(seed, documents));
    return result === undefined ? null : toRow(result);
  } catch (error) {
    const crash = String((error as Error).message).split('\n')[0] ?? '';
    const nothing = { isFlagged: sort === 'refactors', isCaught: false, worst: 'none', payload: 0, undecided: 0 };
    return { seed, kind: '', document: '', where: '', ...nothing, unsound: [], said: crash, time: 0, crash };
  }
}

function toRow(result: CaseResult & { readonly isFlagged: boolean; readonly isCaught?: boolean }): Row {
  const { report, seed, kind, document, where, unsound, isFlagged, isCaught = false } = result;
  const worst = (['breaking', 'warning', 'info'] as const).find((level) => report.summary[level] > 0) ?? 'none';
  const first = report.changes.find(({ level }) => level === worst);
  const said = first === undefined ? 'nothing' : `${first.level} ${first.rule}, ${first.proof.verdict}`;
  const common = { seed, kind, document, where, isFlagged, isCaught, worst, said };
  return { ...common, ...countPayload(report), unsound, time: Math.round(result.time) };
}

const [sort, count = '1000'] = process.argv.slice(2);
if (import.meta.main && (sort === 'refactors' || sort === 'breaks')) await run(sort, Number(count));
