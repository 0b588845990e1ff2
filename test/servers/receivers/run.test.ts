import { expect, test } from 'vitest';
import { judge } from './judge.ts';
import { startReceiver } from './receiver.ts';
import { schemes } from './schemes.ts';

const { leadlex, till } = schemes;

test('stops waiting for a receiver that answers no forgery', { timeout: 60_000 }, async () => {
  await using receiver = await startReceiver(till, (right, { notes }) => ({
    verify(request, body) {
      const refusal = right.verify(request, body);
      notes.set('silent', refusal !== undefined);
      return refusal;
    },
    send: (response, answer, request) =>
      notes.get('silent') === true && answer.status === 401 ? undefined : right.send(response, answer, request),
  }));
  const only = ['unsigned', 'wrong-signature', 'altered-body', 'other-secret', 'stale-timestamp'];
  const report = await judge(receiver, { timeoutMs: 1000 }, { only });
  expect(report.findings.map(({ code }) => code)).toEqual(['NoAnswer']);
  expect(report.cases.map(({ verdict, reason }) => reason ?? verdict)).toEqual([
    'failed',
    'failed',
    'failed',
    'the receiver did not answer in time 3 times',
    'the receiver did not answer in time 3 times',
  ]);
});

test('says of a receiver with another secret that it refuses good deliveries, and judges nothing else', async () => {
  await using receiver = await startReceiver(leadlex, undefined, [leadlex.other]);
  const { findings, cases, coverage } = await judge(receiver);
  expect(findings.map(({ code, message }) => [code, message])).toEqual([
    ['GoodDeliveryRefused', 'The receiver answered 401 to a good delivery of contact.created.'],
  ]);
  expect(findings[0]!.places).toHaveLength(27);
  const others = cases.filter(({ check }) => check !== 'good-delivery' && check !== 'answer-time');
  expect(new Set(others.map(({ verdict }) => verdict))).toEqual(new Set(['skipped']));
  expect(others.some(({ reason }) => reason === 'follows from GoodDeliveryRefused')).toBe(true);
  expect(coverage.events).toEqual({ covered: 0, total: 27 });
});

test('warns where the contract is only sure by inference, unless it is strict', async () => {
  await using receiver = await startReceiver(leadlex, undefined, [leadlex.other]);
  const only = { only: ['good-delivery'], events: ['contact.created'] };
  const severities = async (strict: boolean) => (await judge(receiver, {}, { ...only, strict })).findings[0]!.severity;
  expect([await severities(false), await severities(true)]).toEqual(['warning', 'error']);
});

test('skips what a limit of the receiver does not let through', async () => {
  await using receiver = await startReceiver(leadlex, (right, { notes }) => ({
    greet(request) {
      const count = ((notes.get('count') as number | undefined) ?? 0) + 1;
      notes.set('count', count);
      return count > 1 ? { status: 429 } : right.greet(request);
    },
  }));
  const report = await judge(receiver, {}, { only: ['good-delivery', 'unsigned'], events: ['contact.created'] });
  expect(report.findings).toEqual([]);
  expect(report.cases.map(({ verdict, reason }) => reason ?? verdict)).toEqual([
    'passed',
    'the receiver limits its rate (429); slow down with --rate',
  ]);
});

test('sends the same with the same seed, and stops when it is told to', async () => {
  const seen: string[] = [];
  await using receiver = await startReceiver(leadlex, (right) => ({
    take(payload, request, body) {
      seen.push(String(request.headers['x-leadlex-delivery-id']));
      return right.take(payload, request, body);
    },
  }));
  const options = { only: ['good-delivery'], seed: 5 };
  await judge(receiver, {}, options);
  await judge(receiver, {}, options);
  expect(seen.slice(0, 27)).toEqual(seen.slice(27));
  const report = await judge(receiver, {}, { ...options, signal: AbortSignal.abort() });
  expect([report.interrupted, report.requests, report.summary.skipped]).toEqual([true, 0, 27]);
});

test('tells its listeners what happens, in order', async () => {
  await using receiver = await startReceiver(leadlex);
  const types: string[] = [];
  const onEvent = (event: { readonly type: string }) => void types.push(event.type);
  await judge(receiver, {}, { only: ['good-delivery', 'unsigned'], events: ['contact.created'], onEvent });
  expect(types).toEqual(['run', 'phase', 'case-start', 'case', 'phase', 'case-start', 'case', 'end']);
});
