/** `npm run bench:conformance`: tries the whole catalogue of faults and all unusual right servers. */
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { replaceKept } from '../report/kept.ts';
import { OTHER_TOOLS } from '../report/page.ts';
import { type Job, type Result, toKey } from './job.ts';
import { inTurns, jobsOf, names } from './jobs.ts';
import { toPage } from './page.ts';
import { loadFares, toScoreboard } from './peers/fares.ts';
import { doJobs } from './pool.ts';
import { falseAlarms, fared, toScore } from './score.ts';
import { openStore } from './store.ts';

const { values } = parseArgs({
  options: {
    only: { type: 'string', multiple: true, default: [] },
    sample: { type: 'string', default: '1' },
    workers: { type: 'string', default: '2' },
    print: { type: 'boolean', default: false },
    'peer-step': { type: 'string', default: '3' },
    stored: { type: 'boolean', default: false },
    help: { type: 'boolean', default: false },
  },
});
if (values.help) {
  process.stdout.write(`Usage: npm run bench:conformance -- [options]

  --only TEXT     only jobs whose key has this text, e.g. "fault lava" or " bare "; writes no page; repeatable
  --sample N      every Nth job only; writes no page
  --workers N     processes, 1 or 2 (default 2)
  --print         writes no page
  --peer-step N   tries every Nth server with the other tools (default 3)
  --stored        runs nothing; writes the page from the results that are kept

An interrupted run goes on where it ended, as long as nothing that is measured has changed.
`);
  process.exit(0);
}

const started = Date.now();
const stores = new Map(names.map((provider) => [provider, openStore(provider)]));
const jobs = inTurns(names.map(jobsOf))
  .filter((job) => values.only.every((text) => toKey(job).includes(text)))
  .filter((_, i) => i % Number(values.sample) === 0);
const kept = (job: Job): Result | undefined => stores.get(job.provider)!.results.get(toKey(job));
const open = values.stored ? [] : jobs.filter((job) => !kept(job));
let done = jobs.length - open.length;
await doJobs(open, Math.min(2, Number(values.workers)), (result) => {
  stores.get(result.job.provider)!.add(result);
  done++;
  const progress = `${done}/${jobs.length}, ${Math.round((Date.now() - started) / 1000)} s`;
  if (process.stderr.isTTY) process.stderr.write(`\r${progress} `);
  else if (done % 100 === 0) process.stderr.write(`${progress}\n`);
  if (result.crash !== undefined) process.stderr.write(`\n${toKey(result.job)}: ${result.crash.split('\n')[0]}\n`);
});
const results = jobs.flatMap((job) => kept(job) ?? []);
const percent = (share: number): string => `${(100 * share).toFixed(1)} %`;
for (const mode of ['full', 'bare', 'quick'] as const) {
  const score = toScore(fared(results, mode));
  if (score.faults === 0) continue;
  process.stdout.write(
    `${mode}: ${score.faults} faults, found ${percent(score.found)}, named ${percent(score.named)}, operation ${percent(score.operation)}, place ${percent(score.place)}, findings median ${score.median} most ${score.most}\n`,
  );
}
for (const { job, findings, crash } of falseAlarms(results))
  process.stdout.write(
    `false alarm: ${toKey(job)}: ${crash ?? findings.map(({ code, check }) => `${check} ${code}`).join(', ')}\n`,
  );
process.stdout.write(`${Math.round((Date.now() - started) / 1000)} s\n`);
if (values.only.length === 0 && values.sample === '1' && !values.print) {
  const fares = await loadFares(values.stored, Number(values['peer-step']));
  const docs = join(import.meta.dirname, '../../../docs');
  writeFileSync(join(docs, 'conformance-proof.md'), toPage(results));
  const benchmarks = join(docs, 'benchmarks.md');
  writeFileSync(benchmarks, replaceKept(readFileSync(benchmarks, 'utf8'), OTHER_TOOLS, toScoreboard(fares)));
}
