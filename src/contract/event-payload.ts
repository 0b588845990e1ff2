/** What an event carries where nobody says otherwise: its example, else the least that its schema takes. */
import { HookspecError } from '../errors.ts';
import { findNamePlace } from './identify-event.ts';
import { isValid, keyword, propertyPointers, type SchemaContext, toFacets } from './instance/facets.ts';
import { toInstance } from './instance/instance.ts';
import { getAt, setAt, toPointer } from './pointer.ts';
import { createSchemaCompiler } from './schema.ts';
import type { Contract, EventSpec, Json } from './types.ts';
import { asArray, copyJson, isObject } from './value.ts';

/** What was built for a contract. */
interface Built {
  readonly context: SchemaContext;
  readonly payloads: Map<string, Json | undefined>;
}

// Built at first need: with examples for all its events a contract needs no validator for them.
const known = new WeakMap<Contract, Built>();

/**
 * The payload of an event; not to be changed. `{}` where the contract says nothing of it.
 * @returns undefined where there is no example, and nothing valid could be built from the schema
 */
export function toEventPayload(contract: Contract, event: EventSpec): Json | undefined {
  const { examples = [], schemaPointer } = event.body ?? {};
  const [example] = examples;
  if (example !== undefined) return example.value;
  if (schemaPointer === undefined) return {};
  const { context, payloads } = known.get(contract) ?? open(contract);
  if (!payloads.has(event.name)) payloads.set(event.name, build(contract, context, event.name, schemaPointer));
  return payloads.get(event.name);
}

/**
 * The same, for those who cannot go on without one.
 * @throws HookspecError Usage
 */
export function requireEventPayload(contract: Contract, event: EventSpec): Json {
  const payload = toEventPayload(contract, event);
  if (payload !== undefined) return payload;
  const message = `The event ${event.name} has no example and none can be made from its schema; give --data`;
  throw new HookspecError('Usage', message, {
    hint: 'Or add an example to the document, e.g. with --overlay; from code, give `payload`.',
  });
}

function open(contract: Contract): Built {
  const context = { contract, compiler: createSchemaCompiler(contract), direction: 'response' } as const;
  const built = { context, payloads: new Map<string, Json | undefined>() };
  known.set(contract, built);
  return built;
}

function build(contract: Contract, context: SchemaContext, name: string, pointer: string): Json | undefined {
  try {
    const payload = toInstance(context, pointer, { full: false });
    if (!isObject(payload)) return payload;
    const named = copyJson(payload) as Json;
    for (const place of findNamePlaces(contract, context, pointer, name, payload)) setAt(named, place, name);
    return isValid(context, pointer, named) ? named : payload;
  } catch (error) {
    // A schema that no validator can be made of.
    if (error instanceof HookspecError) return undefined;
    throw error;
  }
}

/** Where the payload has the name of its event: as in the examples of other events, and where a list of names has it. */
function findNamePlaces(
  contract: Contract,
  context: SchemaContext,
  pointer: string,
  name: string,
  payload: object,
): string[] {
  const facets = toFacets(context, pointer, payload);
  const lists = (member: string): boolean =>
    propertyPointers(facets, member).some((place) => asArray(keyword(toFacets(context, place), 'enum')).includes(name));
  const shown = findNamePlace(contract)?.property;
  const isReached = shown !== undefined && isObject(getAt(payload, shown.slice(0, shown.lastIndexOf('/'))));
  return [
    ...(isReached ? [shown] : []),
    ...Object.keys(payload)
      .filter(lists)
      .map((key) => toPointer([key])),
  ];
}
