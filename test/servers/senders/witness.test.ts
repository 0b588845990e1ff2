import { describe, expect, test } from 'vitest';
import { senderFaults } from './catalogue.ts';
import { startLab } from './lab.ts';
import { FULL, type SenderFault } from './sender-fault.ts';

async function judge({ provider, hooks, isFull, wrap, isWrong }: SenderFault, isFaulty: boolean): Promise<boolean> {
  const right = isFull ? { policy: FULL } : undefined;
  await using lab = await startLab(provider, isFaulty ? hooks?.() : right, isFaulty ? wrap : undefined);
  return await isWrong(lab);
}

describe('a witness', () => {
  test.for(senderFaults)('proves that $id $name, and that the right sender does not', async (fault) => {
    expect([await judge(fault, true), await judge(fault, false)]).toEqual([true, false]);
  });
});
