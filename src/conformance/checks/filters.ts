import type { Resource } from '../../contract/behaviour.ts';
import { getAt, toPointer } from '../../contract/pointer.ts';
import type { Json, Parameter } from '../../contract/types.ts';
import { asArray } from '../../contract/value.ts';
import type { CaseRun, PlanContext } from '../case.ts';
import { crowd, disperse } from '../crowd.ts';
import { isSuccess, nameOf } from '../exchange.ts';
import { bind, toRequestPlace } from '../input.ts';
import { findLog } from '../logs.ts';
import { createFresh, inputFor, obtain, remove } from '../resources.ts';
import { hasFault } from '../stages.ts';
import { keyword, type SchemaContext, toFacets } from '../../contract/instance/facets.ts';
import { findVariant, type Variant } from '../variants.ts';
import { defineBehaviourCheck } from './behaviour-cases.ts';

/** A parameter of a list that is named as a property of its entries shows the entries with that value alone. */
export const filters = defineBehaviourCheck({
  name: 'filters',
  title: (resource) => `filters the list of ${resource.name}s by what is asked`,
  applies: (resource, context) => hasFilters(resource, context) || findParts(resource, context.variants).length > 0,
  async run(run, resource) {
    await tryParts(run, resource);
    if (!hasFilters(resource, run)) return;
    await crowd(run, resource);
    const variant = findVariant(run.variants, resource, 'list')!;
    for (const { parameter, values } of findFilters(run, resource, run.variants)) {
      for (const value of values.slice(0, 2)) if (await isIgnored(run, variant, parameter, value)) break;
    }
    await disperse(run, resource);
  },
});

/** Whether a list has parameters that filter it. */
export function hasFilters(resource: Resource, context: Pick<CaseRun, 'contract' | 'compiler' | 'variants'>): boolean {
  return findFilters(context, resource, context.variants).length > 0;
}

/** What is recorded for one resource is not shown for another: the answer is judged as every one is. */
async function tryParts(run: CaseRun, resource: Resource): Promise<void> {
  // The list of deliveries has been read for two resources already.
  const log = findLog(run.variants, run.contract, resource)?.variant;
  const parts = findParts(resource, run.variants).filter((variant) => variant !== log);
  const test = run.variants.find(
    ({ operation, resource: owner }) => owner === resource && operation.action?.kind === 'test',
  );
  if (!test || parts.length === 0) return;
  const target = await obtain(run, resource);
  await run.send({ variant: test, input: inputFor(run, test, target), expect: { kind: 'probe' } });
  const { owned: other } = await createFresh(run, resource);
  for (const variant of parts)
    await run.send({ variant, input: inputFor(run, variant, other), expect: { kind: 'success' } });
  await remove(run, other);
}

/** Reads that a parameter in the query limits to one resource, as in `/deliveries?webhook_id=`. */
function findParts(resource: Resource, variants: PlanContext['variants']): Variant[] {
  return variants.filter(
    ({ operation, use, id, delivery, resource: owner }) =>
      owner === resource &&
      operation.method === 'get' &&
      use !== 'role' &&
      delivery === undefined &&
      toRequestPlace(id)?.in === 'query',
  );
}

/** A parameter that filters a list. */
export interface Filter {
  readonly parameter: Parameter;
  readonly values: readonly Json[];
}

async function isIgnored(run: CaseRun, variant: Variant, parameter: Parameter, value: Json): Promise<boolean> {
  const input = bind(run.values.input(variant), `$request.query.${parameter.name}`, value);
  const exchange = await run.send({ variant, input, expect: { kind: 'success' } });
  const items = getAt(exchange.response.json, variant.spec!.at);
  if (!isSuccess(exchange) || hasFault(run, exchange) || !Array.isArray(items)) return false;
  const index = items.findIndex((item) => {
    const shown = getAt(item, toPointer([parameter.name]));
    return shown !== undefined && typeof shown === typeof value && shown !== value;
  });
  if (index < 0) return false;
  run.report({
    code: 'FilterIgnored',
    message: `${nameOf(variant.operation)} shows entries with another ${parameter.name} than ${JSON.stringify(value)}, which was asked for.`,
    exchange,
    responsePointer: `${variant.spec!.at}/${index}${toPointer([parameter.name])}`,
    contractPointer: parameter.pointer,
    key: parameter.pointer,
  });
  return true;
}

/** Query parameters with few known values, named as a property of the entries. */
export function findFilters(context: SchemaContext, resource: Resource, variants: PlanContext['variants']): Filter[] {
  const variant = findVariant(variants, resource, 'list');
  if (!variant) return [];
  const paging = [variant.spec?.page?.size, variant.spec?.page?.from, variant.id].map((at) => toRequestPlace(at));
  const isPaging = (name: string): boolean =>
    paging.some((place) => place && place.in !== 'body' && place.name === name);
  return variant.operation.parameters.flatMap((parameter): Filter[] => {
    if (parameter.in !== 'query' || parameter.schemaPointer === undefined || isPaging(parameter.name)) return [];
    const facets = toFacets(context, parameter.schemaPointer);
    const isBoolean = keyword(facets, 'type') === 'boolean';
    const values = isBoolean ? [true, false] : (asArray(keyword(facets, 'enum')) as Json[]);
    return values.length > 0 ? [{ parameter, values }] : [];
  });
}
