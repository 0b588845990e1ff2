import { type CaseRun, Skip } from '../../case.ts';
import { expectedRefusals } from '../../outcomes.ts';
import type { Variant } from '../../variants.ts';
import { defineProtocolCheck, pickWriters, sendUnusual, withText } from '../protocol-cases.ts';

/** Texts that are not JSON. A trailing comma is left to the server: RFC 8259, section 9, allows extensions. */
const BROKEN: readonly {
  readonly what: string;
  readonly change: (text: string) => string;
  readonly isOpen?: boolean;
}[] = [
  { what: 'cut off before its end', change: (text) => text.slice(0, -1) },
  { what: 'plain text', change: () => 'hookspec' },
  { what: 'two values', change: (text) => text + text },
  { what: 'JSON with a trailing comma', change: (text) => `${text.slice(0, -1)},}`, isOpen: true },
];

/** A body that is not JSON is refused. Creates get every kind, other operations the first. */
export const malformedJson = defineProtocolCheck({
  name: 'malformed-json',
  title: 'with a body that is not JSON',
  pick: pickWriters,
  async run(run, variant) {
    for (const broken of BROKEN.slice(0, variant.role === 'create' ? undefined : 1)) {
      if (run.faults.length > 0) return;
      await sendBroken(run, variant, broken);
    }
  },
});

async function sendBroken(
  run: CaseRun,
  variant: Variant,
  { what, change, isOpen }: (typeof BROKEN)[number],
): Promise<void> {
  const { operation } = variant;
  const isDeclared = operation.outcomes.conditions['malformed'] !== undefined;
  const cause = 'a body that is not JSON';
  const rewrite = withText(change);
  if (isOpen) return void (await sendUnusual(run, variant, { cause, rewrite }));
  if (expectedRefusals(run.contract, operation, ['malformed']).length === 0 && !operation.requestBody?.required)
    throw new Skip('no error is documented for a body that is not JSON');
  await sendUnusual(run, variant, {
    cause,
    rewrite,
    expect: {
      kind: 'refusal',
      conditions: ['malformed'],
      tolerated: isDeclared ? [] : [400, 415, 422],
      accepted: {
        code: 'InvalidInputAccepted',
        message: `although the body is ${what}`,
        contractPointer: run.values.media(operation)!.pointer,
        key: cause,
      },
    },
  });
}
