import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { loadContract } from '../../src/contract/load.ts';
import type { Contract } from '../../src/contract/types.ts';
import { root } from '../support/cli.ts';
import { CLASSES, classify } from './differential/classes.ts';
import { describe, drawRequests, toRequest } from './differential/requests.ts';
import { createOurJudge, createPrismJudge } from './differential/verdicts.ts';

// The same generated requests before our kernel and before Prism: each difference belongs to a class with a reason, and
// each class still occurs. HOOKSPEC_DIFFERENTIAL=20000 asks for more per contract, HOOKSPEC_SEED for others.
const count = Number(process.env.HOOKSPEC_DIFFERENTIAL ?? 1500);
const seed = Number(process.env.HOOKSPEC_SEED ?? 20261121);
const sources = [
  'lava',
  'encrata',
  'agentmessage',
  'leadlex',
  'test/fixtures/prism/features.yaml',
  'test/fixtures/prism/parameters.yaml',
];
const seen = new Map<string, number>();

test.each(sources)(
  'judges requests to %s as Prism does, but for the listed differences',
  { timeout: 120_000 + count * 20 },
  async (source) => {
    const contract = await loadContract(source, { cwd: root });
    const [ours, theirs] = [createOurJudge(contract), await createPrismJudge(toDocument(contract))];
    const unlisted: string[] = [];
    let agreed = 0;
    for (const draft of fc.sample(drawRequests(contract), { numRuns: count, seed })) {
      const request = toRequest(draft);
      const operation = contract.operations.find(
        ({ path, method }) => path === draft.operation.path && method === request.method.toLowerCase(),
      );
      const difference = { draft, operation, request, ours: await ours(request), theirs: await theirs(request) };
      if (difference.ours.verdict === difference.theirs.verdict) {
        agreed += 1;
        continue;
      }
      const known = classify(difference);
      if (known) seen.set(known.name, (seen.get(known.name) ?? 0) + 1);
      else unlisted.push(toLine(describe(draft), difference.ours, difference.theirs));
    }
    expect(unlisted.slice(0, 10)).toEqual([]);
    // A generator that reaches nothing would agree too.
    expect(agreed).toBeGreaterThan(count / 2);
  },
);

test('lists no difference that does not occur', () => {
  const idle = CLASSES.map(({ name }) => name).filter((name) => !seen.has(name));
  expect(idle).toEqual([]);
  if (process.env.HOOKSPEC_DIFFERENTIAL) process.stderr.write(`${JSON.stringify(Object.fromEntries(seen), null, 2)}\n`);
});

function toDocument(contract: Contract): string | object {
  return contract.files.length === 1 ? contract.files[0]! : (structuredClone(contract.document) as object);
}

interface Side {
  readonly verdict: string;
  readonly reasons: readonly string[];
}

function toLine(sent: string, ours: Side, theirs: Side): string {
  const say = ({ verdict, reasons }: Side) => `${verdict} (${reasons.join('; ')})`;
  return `${sent}: ours ${say(ours)}, Prism ${say(theirs)}`;
}
