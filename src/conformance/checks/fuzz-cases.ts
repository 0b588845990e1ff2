/** What the checks that send generated requests share. */
import type { Resource } from '../../contract/behaviour.ts';
import type { Json, Parameter } from '../../contract/types.ts';
import { agrees } from '../agreement.ts';
import type { CaseRun, Draft, PlanContext, Step } from '../case.ts';
import { expectedRefusals } from '../outcomes.ts';
import { toRequestPlace } from '../input.ts';
import { findVariant, type Variant } from '../variants.ts';
import { toCause } from './negative-cases.ts';

/** A server may have reasons to refuse what nobody has ever sent it, and says so with one of these. */
const REASONABLE = [400, 402, 403, 404, 405, 409, 410, 413, 414, 415, 422, 431];

/** What generated requests are for: resources that can be made and removed, and operations that read. */
export function fuzzCases({ contract, variants, values }: PlanContext): {
  readonly resources: readonly Resource[];
  readonly operations: readonly Variant[];
} {
  const resources = contract.behaviour.resources.filter((resource) => {
    const create = findVariant(variants, resource, 'create');
    return create?.reach === undefined && create !== undefined && values.media(create.operation) !== undefined;
  });
  const operations = variants.filter(
    (variant, index) =>
      variant.operation.method === 'get' &&
      parametersOf(variant).length > 0 &&
      variants.findIndex(({ operation }) => operation === variant.operation) === index,
  );
  return { resources, operations };
}

/** Parameters of the query that ask for something; one that names a resource is left alone. */
export function parametersOf({ operation, id, delivery }: Variant): Parameter[] {
  const places = [id, delivery].map(toRequestPlace);
  return operation.parameters.filter(
    (parameter) =>
      parameter.in === 'query' && !places.some((place) => place?.in === 'query' && place.name === parameter.name),
  );
}

/** How many requests one of so many cases may send. A body takes more of them than a parameter: it is made, and removed. */
export function toShare({ options }: PlanContext, cases: number): number {
  return Math.max(3, Math.floor(options.fuzz / Math.max(1, cases)));
}

/** The same number for the same run and case, another one for others. */
export function toSeed({ values }: CaseRun, id: string): number {
  let hash = 0x811c9dc5;
  for (const character of `${values.marker} ${id}`) hash = Math.imul(hash ^ character.codePointAt(0)!, 0x01000193);
  return hash | 0;
}

/** Whatever the answer is, it has to be a documented one or a refusal that has a reason. */
export const expectSound: Step['expect'] = {
  kind: 'either',
  conditions: [],
  tolerated: REASONABLE,
  accepted: { code: 'InvalidInputAccepted', message: '', contractPointer: '' },
};

/** What a correct server answers to a generated body: nobody demands success, because so little is said about it. */
export async function toExpectation(run: CaseRun, variant: Variant, body: Json): Promise<Step['expect']> {
  const pointer = run.values.media(variant.operation)!.schemaPointer!;
  const violations = run.compiler.compile(pointer, 'request')(body);
  const [first] = violations;
  const { document } = run.contract;
  if (!first || violations.length > 1) return expectSound;
  if (expectedRefusals(run.contract, variant.operation, ['invalid'], { violation: first }).length === 0)
    return expectSound;
  if (!(await agrees(document, pointer, body, first))) return expectSound;
  const { at, keyword, message, schemaPointer } = first;
  const key = `${schemaPointer} ${keyword === 'required' ? at : ''}`;
  return {
    kind: 'refusal',
    conditions: [],
    tolerated: REASONABLE,
    accepted: {
      code: 'InvalidInputAccepted',
      message: `although ${at === '' ? 'the body' : at} ${message}`,
      contractPointer: schemaPointer,
      key: toCause(run, variant.operation, keyword, key),
    },
  };
}

/** Whether a fault says something that this run does not know yet. */
export function isNews(run: CaseRun, { code, exchange }: Draft): boolean {
  return exchange === undefined || !run.found(code, exchange.operation);
}
