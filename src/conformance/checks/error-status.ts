import { resolveAt } from '../../contract/content.ts';
import { getAt, toPointer } from '../../contract/pointer.ts';
import type { Contract, MediaType } from '../../contract/types.ts';
import { asArray, asObject } from '../../contract/value.ts';
import { nameOf } from '../exchange.ts';
import type { ResponseCheck } from '../judge.ts';
import { findMedia } from '../media.ts';

/** Names under which an error body repeats the status of its answer; RFC 9457 has the first. */
const NAMES = ['status', 'statusCode', 'status_code', 'httpStatus', 'http_status'];

/** Where the schema of an error repeats the status as a number, the number is the status of the answer. */
export const errorStatus: ResponseCheck = {
  name: 'error-status',
  stops: true,
  check({ contract, exchange, documented }) {
    const { operation, response } = exchange;
    if (response.status < 400) return [];
    const media = documented && findMedia(documented, response.headers.get('content-type') ?? '');
    const at =
      media &&
      findStatus(contract, media, documented.status).find((pointer) =>
        isOther(getAt(response.json, pointer), response.status),
      );
    if (at === undefined) return [];
    return [
      {
        code: 'ErrorStatusWrong',
        message: `${nameOf(operation)} answered ${response.status} with ${at} ${String(getAt(response.json, at))}.`,
        contractPointer: media!.schemaPointer ?? media!.pointer,
        responsePointer: at,
        expected: String(response.status),
        key: at,
      },
    ];
  },
};

function isOther(value: unknown, status: number): boolean {
  return typeof value === 'number' && value !== status;
}

/** Members that are numbers by the schema and fit the status in every example: at the top, or one object below. */
function findStatus(contract: Contract, { schemaPointer, examples }: MediaType, documented: string): string[] {
  if (schemaPointer === undefined) return [];
  const top = propertiesAt(contract, schemaPointer);
  const nested = Object.entries(top).flatMap(([name, pointer]) =>
    findNumbers(contract, pointer).map((inner) => toPointer([name]) + inner),
  );
  return [...findNumbers(contract, schemaPointer), ...nested].filter((at) =>
    examples.every(({ value }) => fits(getAt(value, at), documented)),
  );
}

/** Whether an example speaks for the rule: `404` under 404, any 4xx under `4XX`, any error under `default`. */
function fits(value: unknown, documented: string): boolean {
  if (typeof value !== 'number') return true;
  const text = String(value);
  return /^\d{3}$/.test(documented) ? text === documented : /^[45]\d\d$/.test(text);
}

function findNumbers(contract: Contract, schemaPointer: string): string[] {
  const properties = propertiesAt(contract, schemaPointer);
  return NAMES.filter((name) => {
    const pointer = properties[name];
    return pointer !== undefined && isNumber(resolveAt(contract.document, pointer).node['type']);
  }).map((name) => toPointer([name]));
}

function isNumber(type: unknown): boolean {
  return [type].flat().some((entry) => entry === 'integer' || entry === 'number');
}

/** Pointers of the schemas of an object's properties, those of its `allOf` parts included. */
function propertiesAt(contract: Contract, schemaPointer: string, depth = 0): Readonly<Record<string, string>> {
  const { node, pointer } = resolveAt(contract.document, schemaPointer);
  const own = Object.keys(asObject(node['properties'])).map(
    (name) => [name, `${pointer}/properties${toPointer([name])}`] as const,
  );
  const parts = depth > 4 ? [] : asArray(node['allOf']).map((_, index) => `${pointer}/allOf/${index}`);
  return Object.assign({}, ...parts.map((part) => propertiesAt(contract, part, depth + 1)), Object.fromEntries(own));
}
