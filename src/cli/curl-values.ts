/** Parameters and a body that an operation accepts: examples of the contract, else values built from its schemas. */
import { createSchemaCompiler } from '../contract/schema.ts';
import type { Contract, Json, MediaType, Operation } from '../contract/types.ts';
import { isObject } from '../contract/value.ts';

/** What a request sends besides its body. */
export interface CurlParameters {
  readonly path: string;
  readonly query: readonly (readonly [string, string])[];
  /** `Name: value`. */
  readonly headers: readonly string[];
}

/** Finds values for the operations of one contract. */
export interface CurlValues {
  /** The required ones; undefined where one has no value that can be written down. */
  parameters(operation: Operation): Promise<CurlParameters | undefined>;
  /** '' for an operation without a body; undefined where no valid one is found. */
  body(operation: Operation): Promise<{ readonly type: string; readonly text: string } | '' | undefined>;
}

/** Prepares the search; schemas are compiled only where an example is not there or not to be trusted. */
export function createCurlValues(contract: Contract): CurlValues {
  const context = { contract, compiler: createSchemaCompiler(contract) };

  return {
    async parameters({ path, parameters }) {
      const required = parameters.filter((parameter) => parameter.required);
      if (required.length === 0) return { path, query: [], headers: [] };
      const { toParameterValue } = await import('../conformance/values/parameters.ts');
      const sent = { path, query: [] as [string, string][], headers: [] as string[] };
      for (const parameter of required) {
        const value = toParameterValue(context, parameter);
        if (value === undefined || (typeof value === 'object' && value !== null)) return undefined;
        const { name, in: place } = parameter;
        const text = String(value);
        if (place === 'path') sent.path = sent.path.replace(`{${name}}`, encodeURIComponent(text));
        else if (place === 'query') sent.query.push([name, text]);
        else sent.headers.push(place === 'cookie' ? `Cookie: ${name}=${text}` : `${name}: ${text}`);
      }
      return sent;
    },
    async body({ requestBody }) {
      if (!requestBody) return '';
      const media = requestBody.content.find(({ type }) => isJson(type) || isForm(type));
      if (!media) return undefined;
      const value = await findBody(media);
      if (value === undefined) return undefined;
      if (isJson(media.type)) return { type: media.type, text: JSON.stringify(value) };
      const pairs = isObject(value) ? Object.entries(value).map(([name, member]) => [name, String(member)]) : [];
      return { type: media.type, text: new URLSearchParams(pairs).toString() };
    },
  };

  async function findBody({ schemaPointer, examples }: MediaType): Promise<Json | undefined> {
    const [first] = examples;
    // Contracts of redocly.yaml are linted, so their examples are valid.
    if (first && (schemaPointer === undefined || contract.lenient !== true)) return first.value;
    if (schemaPointer === undefined) return {};
    const { toInstance } = await import('../contract/instance/instance.ts');
    const { isValid } = await import('../contract/instance/facets.ts');
    const shown = examples.map(({ value }) => value).find((value) => isValid(context, schemaPointer, value));
    // With every property a reader sees what there is to change; a schema may allow only the least.
    return shown ?? [true, false].map((full) => toInstance(context, schemaPointer, { full })).find(isDefined);
  }
}

function isDefined<T>(value: T | undefined): value is T {
  return value !== undefined;
}

function isJson(type: string): boolean {
  return /^application\/(?:[\w.-]+\+)?json\s*(?:;|$)/i.test(type);
}

function isForm(type: string): boolean {
  return type === 'application/x-www-form-urlencoded';
}
