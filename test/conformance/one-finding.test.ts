import { describe, expect, test } from 'vitest';
import { faults } from '../servers/faults/catalogue.ts';
import { run } from './run.ts';

// Servers whose one fault shows in many answers and upsets many checks.
const cases = [
  ['lava/body/human-times', ['SchemaViolation']],
  ['lava/body/number-id', ['SchemaViolation']],
  ['lava/body/wrapped-read', ['SchemaViolation']],
  ['lava/error/empty-400', ['BodyMissing']],
  ['lava/status/invalid-422', ['WrongOutcome']],
  ['lava/status/unknown-500', ['ServerError']],
  ['lava/auth/validates-first', ['ValidatedBeforeAuthentication']],
  ['lava/protocol/malformed-500', ['ServerError']],
  ['lava/state/list-newest', ['ResourceNotListed']],
  ['lava/state/id-reuse', ['IdReused']],
  ['lava/state/owned-id', ['ServerOwnedPropertyAccepted']],
  ['agentmessage/error/success-true', ['SchemaViolation']],
] as const;

describe('a server with one fault', () => {
  test.for(cases)('gets one finding: %s', { timeout: 30_000 }, async ([id, codes]) => {
    const { provider, wrap } = faults.find((fault) => fault.id === id)!;
    const report = await run(provider, { wrap });
    expect(report.findings.map(({ code }) => code)).toEqual(codes);
    // Every case that failed points at a finding of the report.
    const known = new Set(report.findings.map(({ fingerprint }) => fingerprint));
    expect(report.cases.flatMap(({ findings }) => findings).filter((entry) => !known.has(entry))).toEqual([]);
  });
});

test('keeps fingerprints over seeds, ports and runs', { timeout: 120_000 }, async () => {
  const { wrap } = faults.find(({ id }) => id === 'agentmessage/error/success-true')!;
  const fingerprints = await Promise.all(
    [1, 2, 3].map(async (seed) =>
      (await run('agentmessage', { wrap }, { seed })).findings.map((entry) => entry.fingerprint),
    ),
  );
  expect(new Set(fingerprints.map(String)).size).toBe(1);
});

test('says of every finding what was expected and received, where the rule is, and how to repeat it', async () => {
  const { wrap } = faults.find(({ id }) => id === 'lava/body/human-times')!;
  const [finding] = (await run('lava', { wrap })).findings;
  expect(finding).toMatchObject({
    severity: 'error',
    check: 'schema',
    operation: 'createWebhook',
    contractLocation: expect.stringMatching(/openapi\.json:\d+:\d+$/),
    responsePointer: '/created_at',
    expected: 'match format date-time',
    received: '"Nov 21 2026, 8:30 am"',
    request: { method: 'POST', headers: { authorization: 'Bearer $HOOKSPEC_TOKEN' } },
    response: { status: 201, body: expect.stringContaining('"webhook_secret":"[secret]"') },
    reproduce: expect.stringMatching(/^curl -i -X POST /),
  });
});
