/** The three kinds of checks: a delivery that has to be accepted, one that has to be refused, one that must be borne. */
import type { SignatureScheme } from '../../signing/scheme.ts';
import type { Delivery } from './delivery.ts';
import { expectAccepted, type Expectation, expectRefused, expectSound } from './expect.ts';
import type { ReceiverCheck, ReceiverPhase, ReceiverPlan, ReceiverRun } from './receiver-check.ts';

/** What all kinds say. */
interface CommonDefinition extends Omit<Expectation, 'event' | 'key'> {
  readonly name: string;
  /** Sentence that begins with a verb: what a right receiver does. */
  readonly title: string;
}

/** A delivery to send, and what it is where the check sends several. */
export type Variation = Delivery | { readonly delivery: Delivery; readonly what: string };

/** What a check sends, one after the other. */
export type Made = Variation | readonly Variation[];

/** A check of a delivery that is signed rightly and unusual. */
export interface AcceptedDefinition extends CommonDefinition {
  readonly phase: ReceiverPhase;
  /** Why the contract does not decide it. */
  skip?(plan: ReceiverPlan): string | undefined;
  make(run: ReceiverRun): Made | Promise<Made>;
}

/** Plans one case in which deliveries have to be accepted; it ends with the first that is not. */
export function defineAccepted(definition: AcceptedDefinition): ReceiverCheck {
  return defineCase(definition, definition.phase, definition.skip?.bind(definition), async (run, delivery, what) =>
    expectAccepted(run, delivery, { ...definition, what }),
  );
}

/** Plans one case in which deliveries have to be answered, with anything but 5xx. */
export function defineSound(definition: AcceptedDefinition): ReceiverCheck {
  return defineCase(definition, definition.phase, definition.skip?.bind(definition), async (run, delivery, what) =>
    expectSound(run, delivery, { ...definition, what }),
  );
}

/** What makes forgeries. */
export interface ForgeryRun extends ReceiverRun {
  readonly scheme: SignatureScheme;
}

/** A check of deliveries that are forged. */
export interface ForgeryDefinition extends CommonDefinition {
  /** Why the contract does not decide it; asked only where it has a signature. */
  skip?(scheme: SignatureScheme, plan: ReceiverPlan): string | undefined;
  forge(run: ForgeryRun): Made | Promise<Made>;
}

/** Why nothing about signatures can be judged. */
export const UNSIGNED_CONTRACT = 'the contract does not say how deliveries are signed';

/** Plans one case in which deliveries have to be refused; it ends with the first that is not. */
export function defineForgery(definition: ForgeryDefinition): ReceiverCheck {
  const skip = (plan: ReceiverPlan): string | undefined =>
    plan.scheme ? definition.skip?.(plan.scheme, plan) : UNSIGNED_CONTRACT;
  const make = (run: ReceiverRun) => definition.forge(run as ForgeryRun);
  return defineCase({ ...definition, make }, 'forgeries', skip, async (run, delivery, what) =>
    expectRefused(run, delivery, { ...definition, what }),
  );
}

function defineCase(
  { name, title, what, make }: Pick<AcceptedDefinition, 'name' | 'title' | 'what' | 'make'>,
  phase: ReceiverPhase,
  skip: ((plan: ReceiverPlan) => string | undefined) | undefined,
  expect: (run: ReceiverRun, delivery: Delivery, what: string) => Promise<boolean>,
): ReceiverCheck {
  return {
    name,
    phase,
    plan: (plan) => [
      {
        id: name,
        title,
        skip: skip?.(plan),
        async run(run) {
          const made = await make(run);
          for (const variation of Array.isArray(made) ? (made as readonly Variation[]) : [made as Variation]) {
            const { delivery, what: own } = 'delivery' in variation ? variation : { delivery: variation, what };
            // oxlint-disable-next-line no-await-in-loop -- one fault is enough
            if (!(await expect(run, delivery, own))) return;
          }
        },
      },
    ],
  };
}
