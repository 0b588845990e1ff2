import type { Resource } from '../../contract/behaviour.ts';
import { getAt, toPointer } from '../../contract/pointer.ts';
import { schemasAt } from '../../contract/schema-at.ts';
import type { Json } from '../../contract/types.ts';
import { type CaseRun, type PlanContext, Skip } from '../case.ts';
import { isSame } from '../compare.ts';
import { type Exchange, nameOf } from '../exchange.ts';
import { look } from '../look.ts';
import { expectCreated, makeRoom, remove, sendCreate } from '../resources.ts';
import { hasFault } from '../stages.ts';
import { keyword, propertyNames, type SchemaContext, toFacets } from '../../contract/instance/facets.ts';
import { narrow } from '../values/narrow.ts';
import { findVariant, type Variant } from '../variants.ts';
import { defineBehaviourCheck } from './behaviour-cases.ts';

/** A property that a create leaves out gets the default of its schema. */
export const defaults = defineBehaviourCheck({
  name: 'defaults',
  title: (resource) => `gives a ${resource.name} the defaults that the contract has`,
  applies: (resource, context) => findDefaults(context, resource, context).length > 0,
  async run(run, resource) {
    const variant = findVariant(run.variants, resource, 'create')!;
    await makeRoom(run, resource);
    const full = run.values.input(variant, { full: true });
    const input = narrow(run, variant, full) ?? full;
    const exchange = await sendCreate(run, variant, input, expectCreated(run, resource));
    const owned = run.world.createdBy(exchange);
    if (!owned) throw new Skip(`a ${resource.name} could not be created (${exchange.response.status})`);
    const left = findDefaults(run, resource, run).filter(
      ({ pointer }) => getAt(input.body, variant.spec!.body + pointer) === undefined,
    );
    const { at } = variant.spec!;
    const isWrong = report(run, variant, left, getAt(exchange.response.json, at), exchange, at);
    const seen = isWrong ? undefined : await look(run, resource, owned.id);
    if (seen) report(run, variant, left, seen.value, seen.exchange, seen.at);
    await remove(run, owned);
  },
});

interface Default {
  readonly pointer: string;
  readonly value: Json;
  readonly schemaPointer: string;
}

function report(
  run: CaseRun,
  variant: Variant,
  left: readonly Default[],
  shown: unknown,
  exchange: Exchange,
  at: string,
): boolean {
  if (hasFault(run, exchange, at)) return false;
  // A property that is not shown says nothing about its value.
  const wrong = left.filter(({ pointer, value }) => {
    const got = getAt(shown, pointer);
    return got !== undefined && !isSame(got, value);
  });
  for (const { pointer, value, schemaPointer } of wrong) {
    run.report({
      code: 'DefaultNotApplied',
      message: `${nameOf(exchange.operation)} shows ${JSON.stringify(getAt(shown, pointer))} at ${at}${pointer}; ${nameOf(variant.operation)} left it out, and its default is ${JSON.stringify(value)}.`,
      exchange,
      responsePointer: at + pointer,
      contractPointer: `${schemaPointer}/default`,
      key: `${schemaPointer} default`,
    });
  }
  return wrong.length > 0;
}

/** Defaults of what a create may leave out and the server does not decide about. */
function findDefaults(
  context: SchemaContext,
  resource: Resource,
  { values, variants }: Pick<PlanContext, 'values' | 'variants'>,
): Default[] {
  const variant = findVariant(variants, resource, 'create');
  const body = variant && values.media(variant.operation)?.schemaPointer;
  if (!variant || body === undefined) return [];
  const facets = (schemasAt(context.contract.document, body, variant.spec!.body) ?? []).flatMap((at) =>
    toFacets(context, at),
  );
  const required = facets.flatMap(({ schema }) => (Array.isArray(schema['required']) ? schema['required'] : []));
  return propertyNames(facets).flatMap((name): Default[] => {
    const pointer = toPointer([name]);
    const stored = resource.schema === '' ? [] : toFacets(context, resource.schema);
    const places = [...facets, ...stored]
      .map((facet) => `${facet.pointer}${toPointer(['properties', name])}`)
      .filter((place) => getAt(context.contract.document, place) !== undefined);
    const schemaPointer = places.find((place) => keyword(toFacets(context, place), 'default') !== undefined);
    if (schemaPointer === undefined || required.includes(name) || resource.set.create?.[pointer] !== undefined)
      return [];
    return [{ pointer, schemaPointer, value: keyword<Json>(toFacets(context, schemaPointer), 'default')! }];
  });
}
