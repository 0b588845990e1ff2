/** What can be called at a mock: the operations of its contracts, with keys that nobody else has. */
import { loadContract } from '../../src/contract/load.ts';
import type { Contract, Operation } from '../../src/contract/types.ts';
import type { Random } from './random.ts';
import type { Expected, Tools } from './case.ts';
import { toBytes, toWire, type WireRequest } from './wire.ts';

/** An operation and where it is served. */
export interface Target {
  readonly contract: Contract;
  readonly operation: Operation;
  /** Upper case. */
  readonly method: string;
  /** With the contract's prefix; parameters as `{id}`. */
  readonly path: string;
  /** An example body as JSON; undefined where the operation takes none. */
  readonly body: Record<string, unknown> | undefined;
}

/** All of them. */
export interface Targets {
  readonly all: readonly Target[];
  /** The creates of the four contracts: their body has a `url`, which the answer shows. */
  readonly creates: readonly Target[];
  /** The control API. */
  readonly control: readonly Target[];
}

/** Loads the contracts that `hookspec mock` serves by default, and the control API's. */
export async function loadTargets(names: readonly string[]): Promise<Targets> {
  const contracts = await Promise.all(names.map((name) => loadContract(name)));
  const all = contracts.flatMap((contract) => toTargets(contract, `/${contract.name}${contract.basePath}`));
  const control = await loadContract('control');
  return {
    all,
    creates: all.filter(({ operation }) => operation.id.startsWith('create')),
    control: toTargets(control, control.basePath),
  };
}

function toTargets(contract: Contract, prefix: string): Target[] {
  return contract.operations.map((operation) => ({
    contract,
    operation,
    method: operation.method.toUpperCase(),
    path: prefix + operation.path,
    body: operation.requestBody?.content[0]?.examples[0]?.value as Record<string, unknown> | undefined,
  }));
}

/** A key that is a tenant of its own. */
export function toFreshKey({ contract }: Target, id: string): string {
  // The pattern begins with the letters that all keys share.
  const prefix = /[a-z][\w]*_(?=\[)/.exec(contract.behaviour.keys?.fresh ?? '')?.[0] ?? '';
  return prefix + id.padEnd(24, 'x');
}

/** Headers of a call with JSON. */
export function toHeaders(target: Target, id: string): [string, string][] {
  const isJson = target.body !== undefined;
  return [
    ['Authorization', `Bearer ${toFreshKey(target, id)}`],
    ...(isJson ? ([['Content-Type', 'application/json']] as [string, string][]) : []),
  ];
}

/** A request that must be answered with its own id. */
export interface Probe {
  readonly request: WireRequest;
  readonly expected: Expected;
}

/** A valid request: a create whose answer shows its URL, or a path that nobody has and whose answer names it. */
export function toProbe({ targets, random, id }: Pick<Tools, 'targets' | 'random' | 'id'>): Probe {
  return random.chance(0.5) ? toCreate(random.pick(targets.creates), id()) : toUnknown(id(), random);
}

/** A create that must answer 201 with its own URL. */
export function toCreate(target: Target, id: string): Probe {
  const body = toBytes(JSON.stringify({ ...target.body, url: `https://hooks.example.com/${id}` }));
  return {
    request: { method: 'POST', target: target.path, headers: toHeaders(target, id), body },
    expected: { method: 'POST', echo: id, statuses: [201] },
  };
}

function toUnknown(id: string, random: Random): Probe {
  const method = random.pick(['GET', 'DELETE', 'PUT']);
  return { request: { method, target: `/nothing/${id}` }, expected: { method, echo: id, statuses: [404] } };
}

/** The bytes and expectations of some probes, one after the other. */
export function toPipeline(probes: readonly Probe[]): { bytes: string; expected: Expected[] } {
  return {
    bytes: probes.map(({ request }) => toWire(request)).join(''),
    expected: probes.map(({ expected }) => expected),
  };
}
