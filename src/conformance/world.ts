/** What the run has created: the only resources that it alters or deletes. */
import type { Resource } from '../contract/behaviour.ts';
import { getAt } from '../contract/pointer.ts';
import type { Json } from '../contract/types.ts';
import type { Credentials } from './case.ts';
import { type Exchange, isSuccess } from './exchange.ts';
import { type Input, readInput } from './input.ts';
import { type ParentIds, readParents } from './parents.ts';
import type { Journal } from './journal.ts';
import type { Redactor } from './redact.ts';
import { toHalves } from './secret-parts.ts';
import { resourceOf } from './values/values.ts';
import type { Variant } from './variants.ts';

/** A resource that the run created. */
export interface Owned {
  readonly resource: Resource;
  readonly id: string;
  /** What it was created below. */
  readonly parents?: ParentIds;
  /** What the request that created it said. */
  readonly sent: Json | undefined;
  /** What the answer showed. */
  readonly shown: unknown;
  readonly credentials: Credentials;
  alive: boolean;
  /** Cases that alter it must not share it. */
  shared: boolean;
}

/** A secret that was shown once and must not be shown again. */
export interface KnownSecret {
  readonly value: string;
  readonly resource: Resource;
  /** Parts of it that say too much. */
  readonly halves: readonly string[];
}

/** The resources and secrets of a run. */
export interface World {
  readonly owned: readonly Owned[];
  readonly secrets: readonly KnownSecret[];
  /** Resources that cannot be created, and why. */
  readonly unavailable: Map<string, string>;
  /** What others are created below at present: name of its resource → id. */
  readonly seats: Map<string, string>;
  /** How many resources were there before the run. Absent: not counted yet. */
  readonly existing: Map<string, number>;
  /** Ids that lists have shown to the main token, by the name of the resource; its own are among them. */
  readonly listed: ReadonlyMap<string, ReadonlySet<string>>;
  /** Recorded deliveries by the id of the resource that they went to. */
  readonly deliveries: Map<string, string>;
  /** Resources of which more may exist than is known: a create was answered without an id, or not at all. */
  readonly uncertain: ReadonlyMap<Input, { readonly resource: Resource; readonly credentials: Credentials }>;
  /** Called before a request is sent: a create is written down first, and stays uncertain until its answer. */
  announce(variant: Variant, input: Input, credentials: Credentials): void;
  /** Called when an announced request was not sent after all. */
  withdraw(input: Input): void;
  /** Called after each answer: what was created, deleted, shown. */
  note(exchange: Exchange, input: Input): void;
  /** What the main token created and has not deleted. */
  alive(resource: Resource): Owned[];
  /** What the main token created and has deleted. */
  deleted(resource: Resource): Owned[];
  /** The resource that an answer created. */
  createdBy(exchange: Exchange): Owned | undefined;
}

/** Creates the world of a run that has done nothing yet. */
export function createWorld(journal: Journal, redactor: Redactor, marker: string): World {
  const owned: Owned[] = [];
  const secrets: KnownSecret[] = [];
  const created = new Map<Exchange, Owned>();
  const uncertain = new Map<Input, { resource: Resource; credentials: Credentials }>();
  const seats = new Map<string, string>();
  const listed = new Map<string, ReadonlySet<string>>();
  const learnSecret = (resource: Resource, shown: unknown): void => {
    const value = resource.secret === undefined ? undefined : getAt(shown, resource.secret.property);
    if (typeof value !== 'string' || value === '' || secrets.some((secret) => secret.value === value)) return;
    secrets.push({ value, resource, halves: toHalves(value) });
    redactor.addSecret(value, '[secret]');
  };
  const adopt = (exchange: Exchange, resource: Resource, input: Input): void => {
    const { variant, response, credentials } = exchange;
    const shown = getAt(response.json, variant.spec?.at ?? '');
    const id = resource.id === undefined ? undefined : getAt(shown, resource.id.property);
    if (typeof id !== 'string' && typeof id !== 'number') return;
    const entry: Owned = {
      resource,
      id: String(id),
      parents: readParents(input, variant),
      sent: resourceOf(input, variant),
      shown,
      credentials,
      alive: true,
      shared: false,
    };
    owned.push(entry);
    uncertain.delete(input);
    created.set(exchange, entry);
    const as = credentials.kind === 'token' && credentials.name !== 'main' ? { as: credentials.name } : {};
    const below = Object.keys(entry.parents!).length > 0 ? { below: entry.parents! } : {};
    journal.write({ event: 'created', resource: resource.name, id: entry.id, ...as, ...below });
  };
  return {
    owned,
    secrets,
    uncertain,
    unavailable: new Map(),
    seats,
    existing: new Map(),
    listed,
    deliveries: new Map(),
    announce({ role, resource }, input, credentials) {
      if (role !== 'create' || !resource) return;
      uncertain.set(input, { resource, credentials });
      const label = JSON.stringify(input.body ?? '').match(new RegExp(`${marker}-\\d+`))?.[0] ?? marker;
      journal.write({ event: 'creating', resource: resource.name, label });
    },
    withdraw: (input) => void uncertain.delete(input),
    note(exchange, input) {
      const { resource, role, spec, id } = exchange.variant;
      if (exchange.response.status < 500 && !isSuccess(exchange)) uncertain.delete(input);
      if (!resource || !isSuccess(exchange)) return;
      if (role === 'create') adopt(exchange, resource, input);
      if (role === 'create' || role === 'rotate') learnSecret(resource, getAt(exchange.response.json, spec?.at ?? ''));
      if (role === 'list' && isMain(exchange)) {
        const ids = readIds(resource, getAt(exchange.response.json, spec!.at));
        listed.set(resource.name, new Set([...(listed.get(resource.name) ?? []), ...ids]));
      }
      if (role !== 'delete') return;
      const named = String(readInput(input, id));
      if (seats.get(resource.name) === named) seats.delete(resource.name);
      // What stood below it is gone with it.
      for (const gone of owned.filter((entry) => entry.alive && isOrIsBelow(entry, resource, named))) {
        gone.alive = false;
        journal.write({ event: 'removed', resource: gone.resource.name, id: gone.id });
      }
    },
    alive: (resource) => owned.filter((entry) => entry.resource === resource && entry.alive && isMain(entry)),
    deleted: (resource) => owned.filter((entry) => entry.resource === resource && !entry.alive && isMain(entry)),
    createdBy: (exchange) => created.get(exchange),
  };
}

function isOrIsBelow({ resource, id, parents = {} }: Owned, other: Resource, named: string): boolean {
  return (resource === other && id === named) || parents[other.name] === named;
}

function readIds({ id }: Resource, items: unknown): readonly string[] {
  if (!Array.isArray(items) || id === undefined) return [];
  return items
    .map((item) => getAt(item, id.property))
    .filter((value) => value !== undefined)
    .map(String);
}

/** Another token may belong to another tenant: what it created by a fault is removed at the end, and not worked with. */
function isMain({ credentials }: Pick<Owned, 'credentials'>): boolean {
  return credentials.kind === 'token' && credentials.name === 'main';
}
