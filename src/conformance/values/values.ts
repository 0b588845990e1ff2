/** Requests of a run: valid ones with texts that no earlier run has used, and the base that constraints are broken in. */
import { getAt } from '../../contract/pointer.ts';
import { createRandom, expandTemplate } from '../../contract/template.ts';
import type { Json, MediaType, Operation, RequestBody } from '../../contract/types.ts';
import { isObject } from '../../contract/value.ts';
import { Skip } from '../case.ts';
import type { Input } from '../input.ts';
import type { Variant } from '../variants.ts';
import { isValid, type SchemaContext } from '../../contract/instance/facets.ts';
import { freshen } from './fresh.ts';
import { toInstance } from '../../contract/instance/instance.ts';
import { toParameterValue } from './parameters.ts';

/** Makes the requests of one run. */
export interface Values {
  /** Stands in the URLs and names of everything that the run creates; nothing else has it. */
  readonly marker: string;
  /**
   * A valid input: required parameters, and a body from the first example. `full`: with every declared property.
   * URLs, names and whatever has to be unique differ from call to call.
   * @throws Skip when no valid value can be built
   */
  input(variant: Variant, options?: { readonly full?: boolean }): Input;
  /** An id that names nothing; default a UUID. */
  unknownId(template: string | undefined): string;
  /** The JSON entry of a request body, if it has one. */
  media(operation: Operation): MediaType | undefined;
}

/**
 * @param seed the same seed gives the same requests in the same order
 * @param from number of the label before the first one; another one for each case keeps their labels apart
 */
export function createValues(context: SchemaContext, seed: number, from = 0): Values {
  const random = createRandom(seed);
  const marker = `hookspec-${expandTemplate('{base36:8}', { random, now: () => 0 })}`;
  let count = from;
  return {
    marker,
    // HTTP clients send no body with these methods.
    media: ({ method, requestBody }) => (method === 'get' || method === 'head' ? undefined : toJsonMedia(requestBody)),
    unknownId: (template) => expandTemplate(template ?? '{uuid}', { random, now: () => 0 }),
    input(variant, { full = false } = {}) {
      const { operation } = variant;
      const parts: Record<'path' | 'query' | 'header' | 'cookie', Record<string, Json>> = {
        path: {},
        query: {},
        header: {},
        cookie: {},
      };
      for (const parameter of operation.parameters.filter((entry) => entry.required)) {
        const value = toParameterValue(context, parameter);
        if (value === undefined)
          throw new Skip(`no valid value is known for the ${parameter.in} parameter ${parameter.name}`);
        parts[parameter.in][parameter.name] = value;
      }
      const body = toBody(context, operation, full);
      if (body === undefined) return parts;
      count += 1;
      const media = toJsonMedia(operation.requestBody)!;
      return {
        ...parts,
        body: freshen(context, media.schemaPointer, body, uniquePointers(variant), `${marker}-${count}`),
      };
    },
  };
}

/** Pointers into the request body of what has to be unique. */
function uniquePointers({ resource, spec }: Variant): string[] {
  return (resource?.unique ?? []).flatMap((rule) => rule.by).map((pointer) => (spec?.body ?? '') + pointer);
}

function toBody(context: SchemaContext, operation: Operation, full: boolean): Json | undefined {
  const { requestBody, method } = operation;
  if (!requestBody || method === 'get' || method === 'head') return undefined;
  const media = toJsonMedia(requestBody);
  if (!media) {
    if (!requestBody.required) return undefined;
    throw new Skip(`bodies of the type ${requestBody.content[0]?.type ?? 'that is not declared'} are not built`);
  }
  const { schemaPointer } = media;
  const examples = media.examples.map((example) => example.value);
  if (schemaPointer === undefined) return examples[0] ?? {};
  const example = examples.find((value) => isValid(context, schemaPointer, value));
  if (example !== undefined && !full) return example;
  const built = toInstance(context, schemaPointer, { full });
  const merged = isObject(built) && isObject(example) ? overlay(built, example) : built;
  const found = [merged, built, example].find((value) => value !== undefined && isValid(context, schemaPointer, value));
  if (found === undefined)
    throw new Skip('no valid body could be built from the schema; give the operation an example');
  return found;
}

/** The built value with what the example says, level by level. */
function overlay(built: Json, example: Json): Json {
  if (!isObject(built) || !isObject(example)) return example;
  const result: Record<string, Json> = { ...built };
  for (const [name, value] of Object.entries(example))
    result[name] = name in built ? overlay(built[name]!, value) : value;
  return result;
}

/** The first JSON entry of a body's content. */
export function toJsonMedia(body: Pick<RequestBody, 'content'> | undefined): MediaType | undefined {
  return body?.content.find(({ type }) => isJsonType(type));
}

/** Whether a media type carries JSON: `application/json`, `application/problem+json`. */
export function isJsonType(type: string): boolean {
  return /^application\/([\w.-]+\+)?json\s*(;|$)/i.test(type) || type.trim() === '*/*';
}

/** The part of a request body that becomes the resource. */
export function resourceOf(input: Input, variant: Variant): Json | undefined {
  return getAt(input.body, variant.spec?.body ?? '') as Json | undefined;
}
