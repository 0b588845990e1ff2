import { describe, expect, test } from 'vitest';
import { createLeapingClock } from '../../conformance/support.ts';
import { listen } from '../reference/support/http.ts';
import { createCaller } from './caller.ts';
import { faults, providers } from './catalogue.ts';
import { dialects } from './dialect.ts';
import type { Fault } from './fault.ts';

async function judge(fault: Fault, isFaulty: boolean): Promise<boolean> {
  const clock = createLeapingClock();
  const reference = providers[fault.provider].create({ now: clock.now, quotas: false });
  await using server = await listen(isFaulty ? fault.wrap(reference.handle) : reference.handle, reference.basePath);
  return await fault.isWrong(
    createCaller(dialects[fault.provider], server.url, (time) => void clock.sleep(time, new AbortController().signal)),
  );
}

describe('a witness', () => {
  test.for(faults)('proves that $id $name, and that the right server does not', async (fault) => {
    expect([await judge(fault, true), await judge(fault, false)]).toEqual([true, false]);
  });
});
