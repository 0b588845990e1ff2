import { existsSync } from 'node:fs';
import { join } from 'node:path';
import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { loadContract } from '../../src/contract/load.ts';
import type { Contract } from '../../src/contract/types.ts';
import { root } from '../support/cli.ts';
import { CLASSES, classify, type Difference } from './differential/classes.ts';
import { describe, toRequest, type Draft } from './differential/draft.ts';
import { drawRequests } from './differential/requests.ts';
import { createOurJudge, createPrismJudge, type Judge } from './differential/verdicts.ts';

// The same generated requests before our kernel and before Prism: each difference belongs to a class with a reason, and
// each class still occurs. HOOKSPEC_DIFFERENTIAL=20000 asks for more per contract, HOOKSPEC_SEED for others.
const count = Number(process.env.HOOKSPEC_DIFFERENTIAL ?? 1000);
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
      const difference = await judge(contract, draft, ours, theirs);
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

test.each(CLASSES)('still differs from Prism by $name', async ({ name, shown }) => {
  const [source, id, target, headers = {}, text] = shown;
  const file = join(root, `test/fixtures/prism/${source}.yaml`);
  const contract = await loadContract(existsSync(file) ? file : source, { cwd: root });
  const operation = contract.operations.find((entry) => entry.id === id)!;
  const [method = '', path = '', query = ''] = target.split(/[ ?]/);
  const key = contract.behaviour.keys?.list[0]?.token ?? '';
  const draft: Draft = {
    operation,
    method,
    path,
    query: [...new URLSearchParams(query)],
    headers: Object.fromEntries(Object.entries(headers).map(([field, value]) => [field, value.replace('KEY', key)])),
    body: text === undefined ? undefined : { text },
    changes: [],
  };
  const [ours, theirs] = [createOurJudge(contract), await createPrismJudge(toDocument(contract))];
  const difference = await judge(contract, draft, ours, theirs);
  expect(difference.ours.verdict).not.toBe(difference.theirs.verdict);
  expect(classify(difference)?.name).toBe(name);
});

test('reports how often each difference occurred', () => {
  const counts = Object.fromEntries([...seen].sort(([, a], [, b]) => b - a));
  if (process.env.HOOKSPEC_DIFFERENTIAL) process.stderr.write(`${JSON.stringify(counts, null, 2)}\n`);
  expect(seen.size).toBeGreaterThan(CLASSES.length / 2);
});

async function judge(contract: Contract, draft: Draft, ours: Judge, theirs: Judge): Promise<Difference> {
  const request = toRequest(draft);
  const operation = contract.operations.find(
    ({ path, method }) => path === draft.operation.path && method === request.method.toLowerCase(),
  );
  return { draft, operation, request, ours: await ours(request), theirs: await theirs(request) };
}

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
