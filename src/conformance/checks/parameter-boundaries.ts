import { getAt } from '../../contract/pointer.ts';
import type { Json, Parameter } from '../../contract/types.ts';
import { isObject } from '../../contract/value.ts';
import type { Case, CaseCheck, CaseRun, PlanContext } from '../case.ts';
import { type Input, toRequestPlace } from '../input.ts';
import { findRefused, isRefused, reportRefused } from '../sweep.ts';
import { prepareInput } from '../targets.ts';
import { type Edge, findEdges } from '../values/edges.ts';
import { isValid, keyword, toFacets } from '../../contract/instance/facets.ts';
import { toParameterValue } from '../values/parameters.ts';
import { toRanges } from '../values/ranges.ts';
import type { Variant } from '../variants.ts';

/** Requests for one operation. */
const MOST = 24;
/** So many words of one list are asked for, the first and the last among them. */
const MOST_WORDS = 7;

/** Each value that a parameter may have at the edge of its constraints is accepted, and answered as documented. */
export const parameterBoundaries: CaseCheck = {
  name: 'parameter-boundaries',
  phase: 'schema',
  plan: (context) =>
    context.contract.operations.flatMap((operation) => {
      const variants = context.variants.filter((variant) => variant.operation === operation);
      // Where an operation has several uses, its filters belong to the use that names nothing by its id.
      const variant = variants.find(({ id, use }) => id === undefined || use === 'view') ?? variants[0]!;
      return planVariant(context, variant);
    }),
};

function planVariant({ options }: PlanContext, variant: Variant): Case[] {
  const { operation, reach } = variant;
  const isSafe = operation.method === 'get' || operation.method === 'head';
  if (!isSafe || parametersOf(variant).length === 0) return [];
  const skip = options.destructive || reach === undefined ? undefined : `needs --destructive: ${reach}`;
  return [
    {
      id: `schema ${operation.id} parameters`,
      phase: 'schema',
      operation,
      title: `accepts ${operation.id} with parameters that are just allowed`,
      ...(skip !== undefined && { skip }),
      run: (run) => sweep(run, variant),
    },
  ];
}

/** Parameters that ask for something; those that name a resource are left alone. */
function parametersOf({ operation, id, delivery }: Variant): Parameter[] {
  const places = [id, delivery].map(toRequestPlace);
  return operation.parameters.filter(
    ({ in: place, name, schemaPointer }) =>
      (place === 'query' || place === 'header') &&
      schemaPointer !== undefined &&
      !places.some((other) => other !== undefined && other.in === place && 'name' in other && other.name === name),
  );
}

/** One value of one parameter. */
interface ParameterEdge extends Edge {
  readonly parameter: Parameter;
}

async function sweep(run: CaseRun, variant: Variant): Promise<void> {
  const time = findTime(run, variant);
  const edges = parametersOf(variant).map((parameter) => edgesOf(run, parameter, time));
  const rounds = Math.min(MOST, Math.max(...edges.map((list) => list.length)));
  for (let round = 0; round < rounds; round++) {
    const pack = edges.flatMap((list) => list[round] ?? []);
    const culprits = await findRefused(
      {
        send: async (applied) => {
          const input = await prepareInput(run, variant);
          return run.send({ variant, input: put(input, applied as ParameterEdge[]), expect: { kind: 'probe' } });
        },
      },
      pack,
    );
    for (const culprit of culprits) {
      const { parameter } = culprit.edge as ParameterEdge;
      reportRefused(run, culprit, `the ${parameter.in} parameter ${parameter.name}`);
    }
  }
  for (const { low, high, pointer, equal } of toRanges(run, variant.operation)) {
    if (equal === undefined) continue;
    const edges = [low, high].map((parameter) => ({
      at: '',
      keyword: 'range',
      schemaPointer: pointer,
      value: equal,
      parameter,
    }));
    const input = put(await prepareInput(run, variant), edges);
    const exchange = await run.send({ variant, input, expect: { kind: 'probe' } });
    const where = `the query parameter ${low.name}, like ${high.name},`;
    if (isRefused(exchange)) reportRefused(run, { edge: edges[0]!, exchange }, where);
  }
}

/** The edges of its schema; the value itself comes first, because nothing else may have sent it yet. */
function edgesOf(run: CaseRun, parameter: Parameter, time: string | undefined): ParameterEdge[] {
  const schemaPointer = parameter.schemaPointer!;
  const value = timely(run, parameter, time) ?? toParameterValue(run, parameter);
  if (value === undefined || !isTelling(run, schemaPointer)) return [];
  const first: Edge = { at: '', keyword: 'schema', schemaPointer, value };
  const others = findEdges(run, schemaPointer, value).filter((edge) => edge.at === '' && edge.value !== null);
  return [first, ...thin(others), ...inside(run, schemaPointer, value)].map((edge) => ({ ...edge, parameter }));
}

/** A whole number without an upper bound has one edge; the next number is as good, e.g. of a page. */
function inside(run: CaseRun, schemaPointer: string, value: Json): Edge[] {
  const facets = toFacets(run, schemaPointer);
  const [least, most] = [keyword(facets, 'minimum'), keyword(facets, 'maximum')];
  const next = Number(least) + 1;
  if (typeof least !== 'number' || most !== undefined || value === next || !isValid(run, schemaPointer, next))
    return [];
  return [{ at: '', keyword: 'minimum', schemaPointer, value: next }];
}

/** A long list of words is looked through at even distances. */
function thin(edges: readonly Edge[]): readonly Edge[] {
  const words = edges.filter(({ keyword }) => keyword === 'enum');
  if (words.length <= MOST_WORDS) return edges;
  const kept = Array.from(
    { length: MOST_WORDS },
    (_, index) => words[Math.round((index * (words.length - 1)) / (MOST_WORDS - 1))],
  );
  return edges.filter((edge) => edge.keyword !== 'enum' || kept.includes(edge));
}

/**
 * Whether the schema says what a value means: a number, a word out of a list or one that stands for none, a time. Any other text may name something
 * that the server has to have, such as a cursor or an id.
 */
function isTelling(run: CaseRun, schemaPointer: string): boolean {
  return toFacets(run, schemaPointer).some(({ pointer, schema }) => {
    const { type, format, items } = schema;
    if (isObject(items)) return isTelling(run, `${pointer}/items`);
    const isNumeric = [type].flat().some((name) => ['integer', 'number', 'boolean'].includes(String(name)));
    return (
      isNumeric ||
      'default' in schema ||
      'enum' in schema ||
      'const' in schema ||
      ['date-time', 'date'].includes(String(format))
    );
  });
}

/** Servers keep what is long ago no longer, so that a time near to now is asked for: one that the server has shown. */
function timely(run: CaseRun, parameter: Parameter, time: string | undefined): Json | undefined {
  if (time === undefined || parameter.examples.length > 0) return undefined;
  const isTime = isObject(parameter.schema) && parameter.schema['format'] === 'date-time';
  const isValid = isTime && run.compiler.compile(parameter.schemaPointer!, 'request')(time).length === 0;
  return isValid ? time : undefined;
}

function findTime({ world, contract }: CaseRun, { resource }: Variant): string | undefined {
  const resources = resource ? [resource] : contract.behaviour.resources;
  const shown = resources.flatMap((entry) => world.alive(entry)).map((owned) => owned.shown);
  const texts = shown.flatMap((entry) =>
    isObject(entry) ? Object.keys(entry).map((key) => getAt(entry, `/${key}`)) : [],
  );
  return texts.find((text): text is string => typeof text === 'string' && /^\d{4}-\d\d-\d\dT[\d:.]+Z$/.test(text));
}

function put(input: Input, edges: readonly ParameterEdge[]): Input {
  let result = input;
  for (const { parameter, value } of edges)
    result = { ...result, [parameter.in]: { ...result[parameter.in], [parameter.name]: value } };
  return result;
}
