import type { Resource } from '../../contract/behaviour.ts';
import { getAt, toPointer } from '../../contract/pointer.ts';
import { schemasAt } from '../../contract/schema-at.ts';
import type { Json } from '../../contract/types.ts';
import { type CaseRun, type PlanContext, Skip } from '../case.ts';
import { isSame } from '../compare.ts';
import { type Exchange, nameOf } from '../exchange.ts';
import { isExpression } from '../../contract/expression-reference.ts';
import { beginLife, rewrite } from '../life.ts';
import { look } from '../look.ts';
import { expectCreated, makeRoom, remove, sendCreate } from '../resources.ts';
import { hasFault } from '../stages.ts';
import { keyword, propertyNames, type SchemaContext, toFacets } from '../../contract/instance/facets.ts';
import { narrow } from '../values/narrow.ts';
import { findVariant, type Variant } from '../variants.ts';
import { defineBehaviourCheck, rulePointer } from './behaviour-cases.ts';

/** A property that a create leaves out gets the default of its schema. */
export const defaults = defineBehaviourCheck({
  name: 'defaults',
  title: (resource) => `gives a ${resource.name} the defaults that the contract has`,
  applies: (resource, context) => findDefaults(context, resource, context).length > 0 || findGiven(resource).length > 0,
  async run(run, resource) {
    const variant = findVariant(run.variants, resource, 'create')!;
    await checkGiven(run, resource, variant);
    if (findDefaults(run, resource, run).length === 0) return;
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

/** What a create sets by the contract, whatever the request says; what a later request may change is seen before it. */
async function checkGiven(run: CaseRun, resource: Resource, variant: Variant): Promise<void> {
  const given = findGiven(resource);
  if (given.length === 0) return;
  const life = await beginLife(run, resource);
  const { at } = variant.spec!;
  if (report(run, variant, given, life.owned.shown, life.exchange, at)) return;
  const change = await rewrite(run, resource);
  const seen = change ? change.before : life.seen;
  if (seen) report(run, variant, given, seen.value, seen.exchange, seen.at);
}

function findGiven(resource: Resource): Default[] {
  return Object.entries(resource.set.create ?? {}).flatMap(([pointer, value]): Default[] => {
    const isPlain = value === null || (typeof value !== 'object' && !isExpression(value));
    const schemaPointer = rulePointer(resource, 'set', 'create');
    return isPlain ? [{ pointer, value, schemaPointer, isGiven: true }] : [];
  });
}

interface Default {
  readonly pointer: string;
  readonly value: Json;
  readonly schemaPointer: string;
  /** Set by the rules of the resource, not left to the schema's default. */
  readonly isGiven?: boolean;
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
  for (const { pointer, value, schemaPointer, isGiven } of wrong) {
    const rule = isGiven ? 'which the server sets to' : `${nameOf(variant.operation)} left it out, and its default is`;
    run.report({
      code: 'DefaultNotApplied',
      message: `${nameOf(exchange.operation)} shows ${JSON.stringify(getAt(shown, pointer))} at ${at}${pointer}; ${rule} ${JSON.stringify(value)}.`,
      exchange,
      responsePointer: at + pointer,
      contractPointer: isGiven ? schemaPointer : `${schemaPointer}/default`,
      key: `${schemaPointer} ${isGiven ? pointer : 'default'}`,
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
