/** What the checks of deliveries share: one case each, for the resource that receives them. */
import { type DeliveryPolicy, toPolicy } from '../../../contract/delivery-policy.ts';
import type { Contract } from '../../../contract/types.ts';
import type { Resource } from '../../../contract/behaviour.ts';
import type { Case, CaseCheck, CaseRun, Draft, PlanContext } from '../../case.ts';
import { type Bench, benchOf } from '../../inbound/bench.ts';
import { deliver, obtainMain } from '../../inbound/deliver.ts';
import type { Delivery } from '../../inbound/postbox.ts';
import { findVariant, type Variant } from '../../variants.ts';

/** What a check is asked by whether it applies. */
export interface DeliveryContext {
  readonly contract: Contract;
  readonly resource: Resource;
  readonly policy: DeliveryPolicy;
  readonly variants: readonly Variant[];
}

/** One rule about how deliveries are sent. */
export interface DeliveryCheck {
  readonly name: string;
  /** Sentence that begins with a verb. */
  title(resource: Resource): string;
  /** Whether the contract says anything about it. */
  applies(context: DeliveryContext): boolean;
  run(run: CaseRun, bench: Bench): Promise<void>;
}

/** Plans one case, unless no delivery can come. */
export function defineDeliveryCheck(check: DeliveryCheck): CaseCheck {
  return {
    name: check.name,
    phase: 'delivery',
    plan: (context) => {
      const { reach } = context.options;
      return reach && reach.reason === undefined ? toCases(context, check) : [];
    },
  };
}

/** Plans the first case, which alone says why there are no others. */
export function defineFirstCheck(check: DeliveryCheck): CaseCheck {
  return {
    name: check.name,
    phase: 'delivery',
    plan: (context) => {
      const reason = context.options.reach?.reason;
      return toCases(context, check).map((entry) => (reason === undefined ? entry : { ...entry, skip: reason }));
    },
  };
}

function toCases({ contract, variants, options }: PlanContext, check: DeliveryCheck): Case[] {
  if (!options.reach) return [];
  const { resource } = options.reach;
  if (!check.applies({ contract, resource, variants, policy: toPolicy(contract) })) return [];
  return [
    {
      id: `delivery ${resource.name} ${check.name}`,
      phase: 'delivery',
      operation: findVariant(variants, resource, 'create')!.operation,
      title: check.title(resource),
      run: (run) => check.run(run, benchOf(run)),
    },
  ];
}

/** A rule that every delivery of the run is held to, whatever it was sent for. */
export interface DeliveryLook extends Omit<DeliveryCheck, 'run'> {
  /** @throws Skip when nothing can be said */
  look(delivery: Delivery, run: CaseRun, bench: Bench): readonly Draft[];
}

/** Plans one case that looks at all that has come; where nothing has yet, it sets off some. */
export function defineDeliveryLook(check: DeliveryLook): CaseCheck {
  return defineDeliveryCheck({
    ...check,
    async run(run, bench) {
      await gather(run, bench);
      for (const delivery of bench.postbox.deliveries.filter(({ subscriber, unwanted }) => subscriber && !unwanted))
        for (const draft of check.look(delivery, run, bench)) run.report({ delivery, ...draft });
    },
  });
}

/** At least two events to the shared endpoint. */
async function gather(run: CaseRun, bench: Bench): Promise<void> {
  const main = await obtainMain(run, bench);
  const count = (): number => new Set(bench.postbox.deliveries.map(({ cause }) => cause)).size;
  while (count() < 2) await deliver(run, bench, main);
}

/** The event that a delivery was set off with, else the one that it names. */
export function eventOf({ cause, named }: Delivery): string {
  return cause?.event ?? named ?? 'a delivery';
}
