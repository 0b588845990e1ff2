import { toSignatureLength } from '../../../signing/match.ts';
import { encode } from '../../../signing/encoding.ts';
import { UNSIGNED_CONTRACT, type ForgeryRun } from '../define.ts';
import type { Delivery } from '../delivery.ts';
import { measure, whyNoEffects } from '../effect-cases.ts';
import { editSignature } from '../forge.ts';
import { signWithKey } from '../keys.ts';
import type { ReceiverCheck } from '../receiver-check.ts';

/** What is refused has no effect either. */
export const forgeryEffect: ReceiverCheck = {
  name: 'forgery-effect',
  phase: 'effects',
  plan: (plan) => [
    {
      id: 'forgery-effect',
      title: 'does nothing with what it refuses',
      skip: plan.scheme ? whyNoEffects(plan) : UNSIGNED_CONTRACT,
      async run(run) {
        for (const { delivery, what } of toForgeries(run as ForgeryRun)) {
          // oxlint-disable-next-line no-await-in-loop -- each has its own count
          const growth = await measure(run, 0, () => run.send(delivery));
          if (growth === 0) continue;
          run.report({
            code: 'ForgeryHandled',
            message: `The receiver handled ${what}.`,
            expected: 'no effect',
            received: `${growth} effect${growth === 1 ? '' : 's'}`,
            contractPointer: '/x-webhook-signature',
            event: delivery.event,
          });
          return;
        }
      },
    },
  ],
};

function toForgeries(run: ForgeryRun): { readonly delivery: Delivery; readonly what: string }[] {
  const { scheme } = run;
  const zeros = encode(new Uint8Array(toSignatureLength(scheme.algorithm)), scheme.encoding);
  return [
    { delivery: run.build(), what: 'a delivery without a signature' },
    { delivery: editSignature(run.good(), scheme, () => zeros), what: 'a delivery whose signature is made of zeros' },
    {
      delivery: signWithKey(run, run.build(), new Uint8Array(32).fill(7)),
      what: 'a delivery that another secret has signed',
    },
  ];
}
