import { describe, expect, test } from 'vitest';
import { receiverFaults } from './faults/catalogue.ts';
import type { ReceiverFault } from './faults/fault.ts';
import { startFor } from './judge.ts';
import { createSender } from './sender.ts';

async function isWrong(fault: ReceiverFault, isFaulty: boolean): Promise<boolean> {
  await using receiver = await startFor(fault, isFaulty);
  return await fault.isWrong(createSender(fault.scheme, receiver.url), receiver);
}

describe.concurrent('a witness', () => {
  test.for(receiverFaults)(
    'proves that the receiver $id $name, and that the right one does not',
    async (fault, { expect }) => {
      expect([await isWrong(fault, true), await isWrong(fault, false)]).toEqual([true, false]);
    },
  );
});

test('knows every receiver by an id of its own', () => {
  expect(new Set(receiverFaults.map(({ id }) => id)).size).toBe(receiverFaults.length);
});
