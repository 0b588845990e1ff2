/** Reads parameters the way the kernel does, from a few lines of OpenAPI. */
import { readParameterList } from '../../../src/contract/content.ts';
import { createSchemaCompiler } from '../../../src/contract/schema.ts';
import type { JsonObject, SecurityScheme } from '../../../src/contract/types.ts';
import { createParameterReader } from '../../../src/mock/parameters.ts';
import type { ParameterReading, RawParameters } from '../../../src/mock/parameters/values.ts';

/** What was sent; all of it may be left out. */
export interface SentParameters {
  readonly query?: string;
  readonly headers?: Readonly<Record<string, string>>;
  /** Path parameters as sent, still encoded. */
  readonly path?: Readonly<Record<string, string>>;
}

const KEY: SecurityScheme = { name: 'key', type: 'apiKey', in: 'query', parameterName: 'api_key', pointer: '' };

/** Reads the parameters that are declared by Parameter Objects. */
export function readParameters(
  declared: readonly JsonObject[],
  sent: SentParameters,
  components: JsonObject = {},
): ParameterReading {
  const document: JsonObject = { parameters: declared, components };
  const parameters = readParameterList(document, { node: document, pointer: '' });
  const contract = { document, securitySchemes: [KEY] };
  const path = sent.path ?? {};
  const raw: RawParameters = {
    path: Object.fromEntries(Object.entries(path).map(([name, text]) => [name, decode(text)])),
    rawPath: path,
    query: sent.query ?? '',
    headers: sent.headers ?? {},
  };
  return createParameterReader(contract, createSchemaCompiler(contract), parameters)!(raw);
}

/** The value of one parameter, or what is wrong with it: `at keyword: message` for each violation. */
export function readOne(declared: JsonObject, sent: SentParameters, components?: JsonObject): unknown {
  const { values, violations } = readParameters([declared], sent, components);
  if (violations.length > 0) return violations.map(({ at, keyword, message }) => `${at} ${keyword}: ${message}`);
  const key = declared.in === 'header' ? String(declared.name).toLowerCase() : String(declared.name);
  return values[declared.in as 'query'][key];
}

function decode(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
