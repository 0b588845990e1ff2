/** What the checks of behaviour share: one case for each resource that a run may create. */
import type { Resource } from '../../contract/behaviour.ts';
import { toPointer } from '../../contract/pointer.ts';
import { type Case, type CaseCheck, type CaseRun, type PlanContext, Skip } from '../case.ts';
import { findVariant } from '../variants.ts';

/** One rule about resources. */
export interface BehaviourCheck {
  readonly name: string;
  /** Sentence that begins with a verb. */
  title(resource: Resource): string;
  /** Whether the contract says anything about it. */
  applies(resource: Resource, context: PlanContext): boolean;
  run(run: CaseRun, resource: Resource): Promise<void>;
}

/** Plans one case for each resource that can be created and removed. */
export function defineBehaviourCheck(check: BehaviourCheck): CaseCheck {
  return {
    name: check.name,
    phase: 'behaviour',
    plan: (context) =>
      context.contract.behaviour.resources
        .filter((resource) => isOurs(context, resource) && check.applies(resource, context))
        .map((resource): Case => {
          const create = findVariant(context.variants, resource, 'create')!;
          return {
            id: `behaviour ${resource.name} ${check.name}`,
            phase: 'behaviour',
            operation: create.operation,
            title: check.title(resource),
            run(run) {
              // Where two resources are one, nothing can be said about either.
              if (run.foundAnywhere('IdReused')) throw new Skip('follows from IdReused');
              return check.run(run, resource);
            },
          };
        }),
  };
}

/** Pointer of a part of a resource's rules. */
export function rulePointer(resource: Resource, ...tokens: readonly (string | number)[]): string {
  return `/x-resource${toPointer([resource.name, ...tokens])}`;
}

function isOurs({ variants }: PlanContext, resource: Resource): boolean {
  const create = findVariant(variants, resource, 'create');
  return create !== undefined && create.reach === undefined && resource.kind === 'collection';
}
