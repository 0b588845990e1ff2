/** One parameter, ready to be read from any request. */
import { getAt, toPointer } from '../../contract/pointer.ts';
import type { SchemaCompiler } from '../../contract/schema.ts';
import type { Contract, Parameter, Violation } from '../../contract/types.ts';
import { asObject } from '../../contract/value.ts';
import { isJson } from '../bodies/media-types.ts';
import { type TextTree, toTyped } from './coerce.ts';
import { type Fault, type Field, isFault, toFault, toField } from './field.ts';
import { createFinder, createWholeFinder, type Sent, type Taken, toDecoder } from './finder.ts';
import { toShape } from './shape.ts';

/** A value and what is wrong with it; undefined where the text could not be read. */
interface Judged {
  readonly value?: unknown;
  readonly violations: readonly Violation[];
}

/** A parameter that knows how it is sent. */
export interface ParameterPlan {
  readonly parameter: Parameter;
  /** Its name among the values. */
  readonly key: string;
  /** The violation when it is missing; empty when it may be. */
  readonly missing: readonly Violation[];
  /** Its value when it is missing. */
  readonly fallback: unknown;
  /** Undefined when it was not sent. */
  readonly read: (sent: Sent) => Judged | undefined;
}

const NO_VIOLATIONS: readonly Violation[] = Object.freeze([]);

/**
 * Prepares one of an operation's parameters.
 * @param all every name of the operation: an exploded object takes what none of them has
 */
export function createParameterPlan(
  contract: Pick<Contract, 'document'>,
  compiler: SchemaCompiler,
  parameter: Parameter,
  all: readonly Taken[],
): ParameterPlan {
  const node = asObject(getAt(contract.document, parameter.pointer));
  const shape = toShape(contract.document, [parameter.schema]);
  const key = parameter.in === 'header' ? parameter.name.toLowerCase() : parameter.name;
  const decode = toDecoder(parameter, node.allowReserved === true);
  const field = toField({ name: key, style: parameter.style, explode: parameter.explode, shape, decode });
  const find = parameter.content ? createWholeFinder(field, parameter) : createFinder(field, parameter, all);
  const judge = createJudge(compiler, parameter, field);
  const mayBeEmpty = parameter.in === 'query' && node.allowEmptyValue === true;
  return {
    parameter,
    key,
    missing: parameter.required ? [toMissing(parameter)] : NO_VIOLATIONS,
    fallback: shape.fallback,
    read(sent) {
      const found = find(sent);
      if (found === undefined) return found;
      if (isFault(found)) return { violations: [toViolation(parameter, found)] };
      return mayBeEmpty && found === '' ? { value: '', violations: NO_VIOLATIONS } : judge(found);
    },
  };
}

function createJudge(compiler: SchemaCompiler, parameter: Parameter, { shape }: Field): (found: TextTree) => Judged {
  const { schemaPointer } = parameter;
  const check = schemaPointer === undefined ? () => NO_VIOLATIONS : compiler.prepare(schemaPointer, 'request');
  const place = { in: parameter.in, at: toPointer([parameter.name]) };
  if (parameter.content !== undefined && isJson(parameter.content.type)) {
    return (found) => {
      const value = parseJson(found as string);
      return isFault(value)
        ? { violations: [toViolation(parameter, value)] }
        : { value, violations: check(value, place) };
    };
  }
  const isText = [...shape.types].every((type) => type === 'string');
  return (found) => {
    const value = isText && typeof found === 'string' ? found : toTyped(found, shape);
    const violations = check(value, place);
    // Where a type is a choice, the text itself may be what was meant: `"5"` beside `type: [integer, string]`.
    const isDone = violations.length === 0 || value === found || check(found).length > 0;
    return isDone ? { value, violations } : { value: found, violations: NO_VIOLATIONS };
  };
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    return toFault('json', `is not valid JSON: ${(error as Error).message}`);
  }
}

function toMissing(parameter: Parameter): Violation {
  const schemaPointer = `${parameter.pointer}/required`;
  return {
    in: parameter.in,
    at: toPointer([parameter.name]),
    keyword: 'required',
    message: 'is missing',
    schemaPointer,
    params: {},
  };
}

function toViolation({ name, in: place, pointer }: Parameter, { keyword, message }: Fault): Violation {
  return { in: place, at: toPointer([name]), keyword, message, schemaPointer: pointer, params: {} };
}
