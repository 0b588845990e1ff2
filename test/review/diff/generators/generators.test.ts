import { beforeAll, expect, test } from 'vitest';
import { breaks } from './breaks/all.ts';
import { loadContracts, type RealDocument } from './documents.ts';
import { refactors } from './refactors/all.ts';
import { runBreak, runRefactor } from './run-case.ts';

/** `npm run bench:review` runs a thousand of each, over documents of others too. */
const CASES = 60;
/** Seeds that name no fitting pair of kind and document are passed over. */
const SEEDS = 400;

let documents: RealDocument[];
beforeAll(async () => {
  documents = await loadContracts();
}, 120_000);

test('knows twenty kinds of refactors and twenty-five of breaks, each under a name of its own', () => {
  expect(refactors.length).toBeGreaterThanOrEqual(20);
  expect(breaks.length).toBeGreaterThanOrEqual(25);
  const kinds = [...refactors, ...breaks].map(({ kind }) => kind);
  expect(new Set(kinds).size).toBe(kinds.length);
});

test('flags no refactor of a contract', { timeout: 240_000 }, async () => {
  const wrong: string[] = [];
  let done = 0;
  for (let seed = 0; seed < SEEDS && done < CASES; seed++) {
    const result = await runRefactor(seed, documents);
    if (result === undefined) continue;
    done++;
    const { kind, document, where, isFlagged, report, unsound } = result;
    const first = report.changes.find(({ level }) => level === 'breaking');
    if (isFlagged || unsound.length > 0)
      wrong.push(`seed ${seed}, ${kind} of ${document} at ${where}: ${first?.rule} ${unsound.join(' ')}`);
  }
  expect(wrong).toEqual([]);
  expect(done).toBe(CASES);
});

test('catches every break of a contract with evidence that holds', { timeout: 240_000 }, async () => {
  const wrong: string[] = [];
  let done = 0;
  for (let seed = 0; seed < SEEDS && done < CASES; seed++) {
    const result = await runBreak(seed, documents);
    if (result === undefined) continue;
    done++;
    const { kind, document, where, isCaught, report, unsound } = result;
    const said = report.changes.map(({ level, rule }) => `${level} ${rule}`).join(', ');
    if (!isCaught) wrong.push(`seed ${seed}, ${kind} of ${document}, ${where}: ${said} ${unsound.join(' ')}`);
  }
  expect(wrong).toEqual([]);
  expect(done).toBe(CASES);
});
