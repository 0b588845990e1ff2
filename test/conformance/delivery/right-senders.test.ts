import { describe, expect, test } from 'vitest';
import { startMock } from '../../../src/mock/start.ts';
import { checkConformance } from '../../../src/conformance/check-conformance.ts';
import { dialects, type Provider } from '../../servers/faults/dialect.ts';
import { FULL } from '../../servers/senders/sender-fault.ts';
import { senderVariants } from '../../servers/senders/variants.ts';
import { createLeapingClock } from '../support.ts';
import { findFreePort, loadDelivery, runDelivery } from './run-delivery.ts';

const names = Object.keys(dialects) as Provider[];
const reasons = (report: Awaited<ReturnType<typeof runDelivery>>): string[] =>
  report.cases.flatMap(({ check, reason }) => (reason === undefined ? [] : [`${check}: ${reason}`]));

describe('a right sender', () => {
  test.for(names)('of %s, written from the facts alone, gets no finding', async (name) => {
    const report = await runDelivery(name, {}, { skip: ['delivery-timeout'] });
    expect([report.findings, report.leftovers, reasons(report)]).toEqual([[], [], []]);
    expect(report.coverage.events.covered).toBe(report.coverage.events.total - (name === 'encrata' ? 1 : 0));
  });

  test.for(names)('of %s under a contract that documents everything gets no finding', async (name) => {
    const report = await runDelivery(name, { isFull: true, sender: { policy: FULL } });
    expect([report.findings, report.leftovers, reasons(report)]).toEqual([[], [], []]);
  });

  test.for(
    senderVariants.flatMap((variant) => (variant.providers ?? names).map((provider) => ({ ...variant, provider }))),
  )('of $provider that $name gets no finding', async ({ provider, isFull, hooks }) => {
    const skip = isFull ? [] : ['delivery-timeout'];
    const report = await runDelivery(provider, { isFull, sender: hooks(provider) }, { skip });
    expect([report.findings, report.leftovers, reasons(report)]).toEqual([[], [], []]);
  });
});

describe('the mock', () => {
  test.for(names)('of %s delivers as its contract says', { timeout: 60_000 }, async (name) => {
    const port = await findFreePort();
    const forward = [{ from: 'https://receiver.example.com', to: `http://127.0.0.1:${port}` }];
    const contract = await loadDelivery(name);
    const clock = createLeapingClock();
    await using mock = await startMock(contract, { forward, now: clock.now });
    const control = `${new URL(mock.urls[name]!).origin}/_hookspec`;
    const report = await checkConformance(contract, {
      server: mock.urls[name]!,
      token: dialects[name].tokens.main,
      phases: ['delivery'],
      // An answer is held for seconds; test/cli covers that.
      skip: ['delivery-timeout'],
      receiverPort: port,
      trigger: `${control}/trigger`,
      clockUrl: `${control}/time/advance`,
      clock,
      maxTimeMs: 3_600_000,
    });
    expect([report.findings, report.leftovers, reasons(report)]).toEqual([[], [], []]);
  });
});
