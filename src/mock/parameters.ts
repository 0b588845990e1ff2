/** Reads path, query, header and cookie parameters into typed values, as their schema and style say. */
import type { Contract, Parameter, Violation } from '../contract/types.ts';
import { resolveRef } from '../contract/resolve.ts';
import type { SchemaCompiler } from '../contract/schema.ts';

/** Parameters of one request, by place and name. */
export type ParameterValues = Record<'path' | 'query' | 'header' | 'cookie', Record<string, unknown>>;

/** Reads and checks the parameters of one operation. */
export type ParameterReader = (raw: RawParameters) => { values: ParameterValues; violations: Violation[] };

/** Parameters as they came over the wire. */
export interface RawParameters {
  readonly path: Readonly<Record<string, string>>;
  readonly query: URLSearchParams;
  readonly headers: Readonly<Record<string, string>>;
}

type Kind = 'array' | 'object' | 'scalar';
interface Plan {
  readonly parameter: Parameter;
  readonly kind: Kind;
  readonly types: readonly string[];
  readonly itemTypes: readonly string[];
  readonly fallback: unknown;
  readonly check: ((value: unknown, place: { in: Violation['in']; at: string }) => readonly Violation[]) | undefined;
}

/** Prepares the reader for an operation's parameters. */
export function createParameterReader(
  contract: Contract,
  compiler: SchemaCompiler,
  parameters: readonly Parameter[],
): ParameterReader {
  const plans = parameters.map((parameter) => toPlan(contract, compiler, parameter));
  return (raw) => {
    const values: ParameterValues = { path: {}, query: {}, header: {}, cookie: {} };
    for (const [name, value] of raw.query) values.query[name] ??= value;
    for (const [name, value] of Object.entries(raw.path)) values.path[name] = value;
    values.header = { ...raw.headers };
    const violations: Violation[] = [];
    const cookies = parseCookies(raw.headers.cookie);
    for (const plan of plans) {
      const { parameter } = plan;
      const texts = toTexts(parameter, raw, cookies);
      const key = parameter.in === 'header' ? parameter.name.toLowerCase() : parameter.name;
      if (texts.length === 0) {
        if (parameter.required) violations.push(toMissing(parameter));
        else if (plan.fallback !== undefined) values[parameter.in][key] = plan.fallback;
        continue;
      }
      const value = toValue(plan, texts, raw.query);
      values[parameter.in][key] = value;
      violations.push(...(plan.check?.(value, { in: parameter.in, at: `/${parameter.name}` }) ?? []));
    }
    return { values, violations };
  };
}

function toPlan(contract: Contract, compiler: SchemaCompiler, parameter: Parameter): Plan {
  const schema =
    parameter.schema === undefined ? {} : (resolveRef(contract.document, parameter.schema) as Record<string, unknown>);
  const types = toTypes(schema);
  const items = (resolveRef(contract.document, (schema.items ?? {}) as never) ?? {}) as Record<string, unknown>;
  return {
    parameter,
    kind: types.includes('array') ? 'array' : types.includes('object') ? 'object' : 'scalar',
    types,
    itemTypes: toTypes(items),
    fallback: schema.default,
    check: parameter.schemaPointer === undefined ? undefined : compiler.compile(parameter.schemaPointer, 'request'),
  };
}

function toTypes(schema: Record<string, unknown>): string[] {
  if (schema === null || typeof schema !== 'object') return [];
  return Array.isArray(schema.type) ? (schema.type as string[]) : typeof schema.type === 'string' ? [schema.type] : [];
}

function toTexts(parameter: Parameter, raw: RawParameters, cookies: Record<string, string>): string[] {
  if (parameter.in === 'query') {
    const texts = raw.query.getAll(parameter.name);
    return parameter.style === 'deepObject' && hasDeepMember(raw.query, parameter.name) ? [''] : texts;
  }
  const source = parameter.in === 'path' ? raw.path : parameter.in === 'header' ? raw.headers : cookies;
  const name = parameter.in === 'header' ? parameter.name.toLowerCase() : parameter.name;
  const text = Object.hasOwn(source, name) ? source[name] : undefined;
  return text === undefined ? [] : [text];
}

function toValue(plan: Plan, texts: readonly string[], query: URLSearchParams): unknown {
  const { parameter } = plan;
  if (plan.kind === 'array') {
    const exploded = parameter.in === 'query' && parameter.explode && parameter.style === 'form';
    const parts = exploded ? texts : (texts[0] ?? '').split(DELIMITERS[parameter.style] ?? ',');
    return parts.map((part) => coerce(part, plan.itemTypes));
  }
  if (plan.kind === 'object' && parameter.style === 'deepObject') {
    const prefix = `${parameter.name}[`;
    return Object.fromEntries(
      [...query]
        .filter(([name]) => name.startsWith(prefix) && name.endsWith(']'))
        .map(([name, value]) => [name.slice(prefix.length, -1), value]),
    );
  }
  if (parameter.content?.type.includes('json') || plan.kind === 'object') return parseJsonOrText(texts[0]!);
  // A scalar that is sent twice is no scalar: the list fails its schema and the caller learns why.
  return texts.length > 1 ? [...texts] : coerce(texts[0]!, plan.types);
}

const DELIMITERS: Readonly<Record<string, string>> = { spaceDelimited: ' ', pipeDelimited: '|' };

function coerce(text: string, types: readonly string[]): unknown {
  if (
    (types.includes('integer') || types.includes('number')) &&
    /^-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?$/.test(text)
  )
    return Number(text);
  if (types.includes('boolean') && (text === 'true' || text === 'false')) return text === 'true';
  if (types.includes('null') && text === 'null') return null;
  return text;
}

function parseJsonOrText(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}

function hasDeepMember(query: URLSearchParams, name: string): boolean {
  return [...query.keys()].some((key) => key.startsWith(`${name}[`));
}

function parseCookies(header: string | undefined): Record<string, string> {
  const pairs = (header ?? '').split(';').map((part) => part.trim().split('='));
  return Object.fromEntries(pairs.filter(([name]) => name).map(([name, ...rest]) => [name, rest.join('=')]));
}

function toMissing(parameter: Parameter): Violation {
  return {
    in: parameter.in,
    at: `/${parameter.name}`,
    keyword: 'required',
    message: 'is missing',
    schemaPointer: `${parameter.pointer}/required`,
    params: {},
  };
}
