/** A process that does one job after the other: jobs come over its channel, results go back. */
import { createHash } from 'node:crypto';
import type { CheckReport } from '../../../src/report/check-report.ts';
import { run } from '../../conformance/run.ts';
import { faults } from '../../servers/faults/catalogue.ts';
import { bareVariants } from '../../servers/variants/catalogue.ts';
import type { Job, Result } from './job.ts';

type Server = NonNullable<Parameters<typeof run>[1]>;

function serverOf({ kind, provider, id }: Job): Server {
  if (kind === 'repeat') return {};
  if (kind === 'fault') {
    const { wrap, quotas } = faults.find((fault) => fault.id === id)!;
    return { wrap, quotas: quotas ?? false };
  }
  const { wrap, quotas } = bareVariants.find((variant) => variant.id === id)!;
  return { wrap: (handle) => wrap(handle, provider), quotas: quotas ?? false };
}

/** A report as a text in which nothing changes from run to run: no times, no ports, no ids that the server makes. */
function toDigest({ findings, cases, summary, coverage, requests, leftovers }: CheckReport): string {
  const kept = JSON.stringify(
    { findings, cases, summary, coverage, requests, leftovers: leftovers.length },
    (key, value) => (key === 'durationMs' ? undefined : (value as unknown)),
  );
  return createHash('sha256')
    .update(kept.replaceAll(/127\.0\.0\.1:\d+/g, ''))
    .digest('hex')
    .slice(0, 16);
}

async function perform(job: Job): Promise<Result> {
  const start = performance.now();
  const before = process.cpuUsage();
  const measure = (): Pick<Result, 'time' | 'processor'> => {
    const { user, system } = process.cpuUsage(before);
    return { time: Math.round(performance.now() - start), processor: Math.round((user + system) / 1000) };
  };
  try {
    const report = await run(job.provider, serverOf(job), {
      seed: job.seed,
      isBare: job.mode === 'bare',
      ...(job.mode === 'quick' && { profile: 'quick' }),
    });
    const findings = report.findings.map(
      ({ code, severity, check = '', operation, message, contractPointer, responsePointer, places }) => {
        const named = { code, severity, check, operation, message };
        return { ...named, contractPointer, responsePointer, places };
      },
    );
    const { requests, leftovers } = report;
    return { job, findings, requests, leftovers: leftovers.length, digest: toDigest(report), ...measure() };
  } catch (error) {
    const crash = error instanceof Error ? (error.stack ?? error.message) : String(error);
    return { job, findings: [], requests: 0, leftovers: 0, digest: '', crash, ...measure() };
  }
}

process.on('message', (job: Job) => {
  void perform(job).then((result) => process.send!(result));
});
