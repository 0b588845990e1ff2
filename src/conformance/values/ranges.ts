/** Pairs of parameters of which one may not be above the other, and values that show it. */
import type { Expression } from '../../contract/behaviour.ts';
import type { Json, Operation, Parameter } from '../../contract/types.ts';
import type { SchemaContext } from '../../contract/instance/facets.ts';
import { toRequestPlace } from '../input.ts';
import { findEdges } from './edges.ts';
import { toParameterValue } from './parameters.ts';

/** One pair. */
export interface ParameterRange {
  readonly low: Parameter;
  readonly high: Parameter;
  /** Condition of the refusal. */
  readonly outcome: string;
  /** JSON pointer of the rule in the contract document. */
  readonly pointer: string;
  /** Values that are valid each for itself, the low one above the high one; undefined where none are known. */
  readonly above?: readonly [Json, Json];
  /** A value that both may have. */
  readonly equal?: Json;
}

/** The ranges that a view declares for its query. */
export function toRanges(context: SchemaContext, { view, parameters, pointer }: Operation): ParameterRange[] {
  const find = (end: Expression): Parameter | undefined => {
    const place = toRequestPlace(end);
    return place?.in === 'query'
      ? parameters.find(({ in: where, name }) => where === 'query' && name === place.name)
      : undefined;
  };
  return (view?.ranges ?? []).flatMap(({ low: from, high: to, outcome }, index) => {
    const [low, high] = [find(from), find(to)];
    if (!low || !high) return [];
    const [lows, highs] = [valuesOf(context, low), valuesOf(context, high)];
    const above = lows.flatMap((one) =>
      highs.flatMap((other) => (isAbove(one, other) ? [[one, other] as const] : [])),
    )[0];
    const equal = lows.find((one) => highs.includes(one));
    return [
      {
        low,
        high,
        outcome,
        pointer: `${pointer}/x-view/ranges/${index}`,
        ...(above && { above }),
        ...(equal !== undefined && { equal }),
      },
    ];
  });
}

function valuesOf(context: SchemaContext, parameter: Parameter): readonly Json[] {
  const value = toParameterValue(context, parameter);
  if (value === undefined || parameter.schemaPointer === undefined) return [];
  const edges = findEdges(context, parameter.schemaPointer, value).flatMap((edge) => edge.value ?? []);
  return [...edges, value].filter((entry) => typeof entry === 'number' || typeof entry === 'string');
}

function isAbove(one: Json, other: Json): boolean {
  if (typeof one === 'number' && typeof other === 'number') return one > other;
  const [first, second] = [Date.parse(String(one)), Date.parse(String(other))];
  return typeof one === 'string' && typeof other === 'string' && first > second;
}
