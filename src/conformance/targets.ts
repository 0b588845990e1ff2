/** A valid request for any variant: its resource or its delivery is looked up or made first. */
import type { Resource } from '../contract/behaviour.ts';
import type { CaseRun } from './case.ts';
import { obtainDelivery } from './deliveries.ts';
import { bind, type Input } from './input.ts';
import { createFresh, inputFor, obtain } from './resources.ts';
import type { Variant } from './variants.ts';

/** What the request is for. */
export interface TargetOptions {
  /** Every declared property in the body. */
  readonly full?: boolean;
  /** It will be refused: a delete too may then address what cases share. */
  readonly refused?: boolean;
}

/**
 * An input that addresses something of the run's own.
 * @throws Skip when there is nothing to address
 */
export async function prepareInput(run: CaseRun, variant: Variant, options: TargetOptions = {}): Promise<Input> {
  const addressed = variant.id === undefined ? undefined : variant.resource;
  const target = addressed && (await prepareTarget(run, variant, addressed, options));
  const input = inputFor(run, variant, target, options);
  return variant.delivery === undefined ? input : bind(input, variant.delivery, await obtainDelivery(run));
}

/** What a delete takes away must not be shared. */
async function prepareTarget(
  run: CaseRun,
  variant: Variant,
  resource: Resource,
  { refused }: TargetOptions,
): Promise<{ id: string }> {
  return variant.role === 'delete' && refused !== true
    ? (await createFresh(run, resource)).owned
    : obtain(run, resource);
}
