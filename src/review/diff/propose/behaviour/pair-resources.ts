/** Pairs the resources of two versions. */
import type { Resource, Role } from '../../../../contract/behaviour.ts';
import type { BehaviourPair } from './versions.ts';

/** A resource that both versions have. */
export interface ResourcePair {
  readonly base: Resource;
  readonly head: Resource;
  /** Labels of the operations that play a role, or of any that the resource has; never empty. */
  operationsOf(role: Role): readonly string[];
}

/** Resources by name; one under another name is the same where it is created by the same operation. */
export function pairResources({ base, head }: BehaviourPair): ResourcePair[] {
  const creator = (resource: Resource, version: BehaviourPair['base']): string | undefined => {
    const operation = resource.operations.create?.operation;
    return operation === undefined ? undefined : version.labelOf(operation);
  };
  return base.behaviour.resources.flatMap((was) => {
    const label = creator(was, base);
    const is =
      head.behaviour.resources.find(({ name }) => name === was.name) ??
      head.behaviour.resources.find((other) => label !== undefined && creator(other, head) === label);
    if (is === undefined) return [];
    const labels = Object.values(was.operations).map(({ operation }) => base.labelOf(operation));
    const operationsOf = (role: Role): readonly string[] => {
      const operation = was.operations[role]?.operation;
      if (operation !== undefined) return [base.labelOf(operation)];
      return labels.length === 0 ? [`resource ${was.name}`] : [...new Set(labels)];
    };
    return [{ base: was, head: is, operationsOf }];
  });
}
