/** Conformance as vitest tests: one for each case, known before anything is sent. Published as `hookspec/vitest`. */
import { afterAll, assert, beforeAll, describe, expect, test } from 'vitest';
import { loadContract } from '../contract/load.ts';
import type { Contract } from '../contract/types.ts';
import type { Finding } from '../report/finding.ts';
import { closeSession } from './check-conformance.ts';
import { explain } from './explain.ts';
import { openSession, type OpenSession } from './open-session.ts';
import type { ConformanceOptions } from './options.ts';
import { runCase } from './session.ts';

/** Options of {@link registerConformance}: those of `checkConformance`, and what a test run adds. */
export interface VitestConformanceOptions extends Omit<ConformanceOptions, 'plan' | 'onEvent'> {
  /** OpenAPI Overlays to apply on top of a contract that is given by name or file. */
  readonly overlays?: readonly string[] | undefined;
  /** Longest time for one test. Default 60 000 ms: a test may wait for a quota. */
  readonly testTimeoutMs?: number | undefined;
}

/**
 * Registers one test for each case of a contract. Call it at the top level of a test file, with `await`. What the
 * tests create is removed after the last of them. A case that cannot be judged is a skipped test with its reason; a
 * fault against a rule that is only inferred does not fail its test, unless `strict` is set. A fault that follows from
 * one that an earlier test has met skips its test and says so.
 * @param source a contract, its name in redocly.yaml, or a file
 * @throws HookspecError what loading a contract throws, TokenMissing, Usage; ServerUnreachable fails the tests
 * @example
 * await registerConformance('openapi.yaml', { server: 'http://127.0.0.1:4010/v1', token: process.env.API_TOKEN });
 */
export async function registerConformance(source: string | Contract, options: VitestConformanceOptions): Promise<void> {
  const { overlays = [], testTimeoutMs = 60_000, ...rest } = options;
  const contract = typeof source === 'string' ? await loadContract(source, { overlays }) : source;
  // The same seed plans the same cases twice: now for their names, and when the tests begin.
  const seed = options.seed ?? Math.floor(Math.random() * 2 ** 32);
  const planned = await openSession(contract, { ...rest, seed, plan: true });
  let session: OpenSession | undefined;
  describe(`${contract.name} at ${options.server}`, { concurrent: false }, () => {
    beforeAll(async () => {
      session = await openSession(contract, { ...rest, seed });
    }, testTimeoutMs);
    afterAll(async () => {
      const leftovers = session ? await closeSession(session) : [];
      expect(leftovers, 'what the tests created and could not remove').toEqual([]);
    }, testTimeoutMs * 2);
    for (const { id, title } of planned.cases) {
      test(`${id}: ${title}`, { timeout: testTimeoutMs }, async (context) => {
        const entry = session!.cases.find((other) => other.id === id)!;
        const result = await runCase(session!, entry);
        if (result.verdict === 'skipped') context.skip(result.reason);
        const { collector, contract: judged, recorder } = session!;
        const own = collector
          .findings()
          .filter(({ severity, fingerprint }) => severity === 'error' && result.findings.includes(fingerprint));
        const causes = explain(collector, judged, recorder.exchanges);
        const errors = own.filter(({ fingerprint }) => !causes.has(fingerprint));
        // The test that met the cause has failed for it.
        const cause = errors.length === 0 && own[0] ? causes.get(own[0].fingerprint) : undefined;
        if (cause !== undefined)
          context.skip(`follows from ${collector.findings().find(({ fingerprint }) => fingerprint === cause)!.code}`);
        assert(errors.length === 0, errors.map(describeFinding).join('\n\n'));
      });
    }
  });
}

function describeFinding({ code, message, contractLocation, reproduce }: Finding): string {
  const lines = [
    `${code}: ${message}`,
    contractLocation && `rule: ${contractLocation}`,
    reproduce && `repeat: ${reproduce}`,
  ];
  return lines.filter((line) => line !== undefined && line !== '').join('\n');
}
