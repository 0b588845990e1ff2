import { describe, expect, test } from 'vitest';
import { senderFaults } from '../../servers/senders/catalogue.ts';
import type { SenderFault } from '../../servers/senders/sender-fault.ts';
import { makeFolder } from '../support.ts';
import { judgeSender } from './judge-sender.ts';

test('knows at least 35 ways to send wrongly', () => {
  expect(new Set(senderFaults.map(({ id }) => id)).size).toBe(senderFaults.length);
  expect(new Set(senderFaults.map(({ id }) => id.split('/')[2])).size).toBeGreaterThanOrEqual(35);
});

/** Each code once, and each contract; `node test/conformance/delivery/measure.ts` tries all of them. */
function sliceOf(faults: readonly SenderFault[]): readonly SenderFault[] {
  const met = new Set<string>();
  return faults.filter(({ finds: [first], isFull }) => {
    const what = `${first} ${isFull ?? false}`;
    const isNew = !met.has(what);
    met.add(what);
    return isNew;
  });
}

describe('a wrong sender', () => {
  test.for(sliceOf(senderFaults))('$id, which $name, gets exactly the findings of its fault', async (fault) => {
    const { findings } = await judgeSender(fault);
    const codes = [...new Set(findings.map(({ code }) => code))];
    const allowed = fault.finds.map((find) => find.replace('?', ''));
    expect({
      unexpected: findings
        .filter(({ code }) => !allowed.includes(code))
        .map(({ code, message }) => `${code}: ${message}`),
      missing: fault.finds.filter((find) => !find.endsWith('?') && !codes.includes(find)),
    }).toEqual({ unexpected: [], missing: [] });
  });
});

test.for(['DeliveryLogWrong', 'TestAnswerWrong', 'DeliverySignatureWrong'])(
  'writes no replay of %s: no request repeats what a receiver saw',
  async (code) => {
    const folder = await makeFolder();
    const fault = senderFaults.find(({ finds }) => finds[0] === code)!;
    const { findings } = await judgeSender(fault, { cwd: folder, replays: folder });
    expect(findings.filter((finding) => finding.code === code).map(({ replay }) => replay)).toEqual([undefined]);
  },
);
