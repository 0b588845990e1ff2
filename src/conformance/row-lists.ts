/** Lists in answers: those of resources, of views, and those that the shape of a plain answer shows. */
import type { Fill, Page, View } from '../contract/behaviour.ts';
import type { Contract, Operation } from '../contract/types.ts';
import { toPointer } from '../contract/pointer.ts';
import { isObject } from '../contract/value.ts';
import { findShapes } from './inference/find-shapes.ts';
import { inferPage } from './inference/infer-page.ts';
import { isJsonType } from './values/values.ts';
import type { Variant } from './variants.ts';

/** Where the rows of an answer are, and how it is paged. */
export interface RowList {
  /** JSON pointer of the rows in the answer. */
  readonly at: string;
  readonly fill: Fill;
  readonly page?: Page;
  /** JSON pointer of what tells a row from the others, in the row. */
  readonly id?: string;
  /** Absent where the contract does not declare the list. */
  readonly view?: View;
  /** JSON pointer of the rules in the contract. */
  readonly contractPointer: string;
  readonly isDeclared: boolean;
}

const known = new WeakMap<Contract, Map<Variant, RowList | undefined>>();

/** The list that an operation answers with; undefined where it answers with none, or nobody knows where it is. */
export function findRowList(contract: Contract, variant: Variant): RowList | undefined {
  const lists = known.get(contract) ?? new Map<Variant, RowList | undefined>();
  known.set(contract, lists);
  if (!lists.has(variant)) lists.set(variant, toRowList(contract, variant));
  return lists.get(variant);
}

function toRowList(contract: Contract, { operation, role, spec, resource }: Variant): RowList | undefined {
  const { view } = operation;
  if (role === 'list' && spec) {
    const { at, fill, page } = spec;
    const isDeclared = resource!.schema !== '';
    const id = resource!.id?.property;
    const base = { at, fill, isDeclared, contractPointer: operation.pointer };
    return { ...base, ...(page && { page }), ...(id !== undefined && { id }) };
  }
  if (view) {
    if (view.one !== undefined) return undefined;
    const { at, fill, page } = view;
    const id = memberWith(view, '$attempt.id') ?? memberWith(view, '$bucket.start') ?? memberWith(view, '$event.name');
    const base = { at, fill, view, isDeclared: true, contractPointer: `${operation.pointer}/x-view` };
    return { ...base, ...(page && { page }), ...(id !== undefined && { id }) };
  }
  return role === undefined && operation.method === 'get' ? inferRowList(contract, operation) : undefined;
}

/** Pointer of the member of a row that an expression fills. */
export function memberWith({ row }: View, expression: string): string | undefined {
  const name = isObject(row) ? Object.keys(row).find((key) => row[key] === expression) : undefined;
  return name === undefined ? undefined : toPointer([name]);
}

/** The only list of objects in an answer. */
function inferRowList(contract: Contract, operation: Operation): RowList | undefined {
  const success = operation.responses.find(({ status }) => status.startsWith('2'));
  const media = success?.content.find(({ type }) => isJsonType(type));
  if (media?.schemaPointer === undefined) return undefined;
  const [list, ...others] = findShapes(contract, media.schemaPointer).filter(({ kind }) => kind === 'list');
  if (!list || others.length > 0) return undefined;
  const { page, fill = {} } = inferPage(contract, operation);
  return {
    at: list.at,
    fill,
    ...(page && { page }),
    ...(list.id !== undefined && { id: toPointer([list.id]) }),
    isDeclared: false,
    contractPointer: operation.pointer,
  };
}
