/** Snapshots: the state under a name, to come back to. */
import { readSnapshot } from '../../read-snapshot.ts';
import { listMissing, restoreSnapshot, takeSnapshot, withoutSecrets, type SnapshotDocument } from '../../snapshots.ts';
import type { ControlParts } from '../parts.ts';
import { ControlRefusal, refuseInput, refuseUnknown } from '../refusal.ts';
import { DONE, toAnswer, type Route } from '../route.ts';
import { selectMounts } from '../select.ts';

/** More than anybody saves by hand: a script that never deletes its snapshots is told. */
const MOST = 100;
const NAME = /^[\w.-]{1,100}$/;

const listSnapshots: Route = {
  operation: 'listSnapshots',
  method: 'GET',
  path: '/snapshots',
  answer: ({ parts }) => toAnswer([...parts.snapshots].map(([name, snapshot]) => summarise(name, snapshot))),
};

const saveSnapshot: Route = {
  operation: 'saveSnapshot',
  method: 'POST',
  path: '/snapshots',
  answer: ({ parts, body }) => {
    const fields = body(['name', 'contract']);
    const name = fields.text('name') ?? refuseInput('saveSnapshot needs a name');
    const snapshot = takeSnapshot(selectMounts(parts.mounts, fields.text('contract')), parts.clock.now());
    return toAnswer(keep(parts, name, snapshot), 201);
  },
};

const readNamed: Route = {
  operation: 'readSnapshot',
  method: 'GET',
  path: '/snapshots/{name}',
  query: ['secrets'],
  answer: ({ parts, path, query }) => {
    const snapshot = find(parts, path.name!);
    return toAnswer(query.word('secrets', ['include']) ? snapshot : withoutSecrets(parts.mounts, snapshot));
  },
};

const loadSnapshot: Route = {
  operation: 'loadSnapshot',
  method: 'PUT',
  path: '/snapshots/{name}',
  answer: ({ parts, path, json }) => {
    const snapshot = readSnapshot(json());
    if (typeof snapshot === 'string') return refuseInput(snapshot);
    return toAnswer(keep(parts, path.name!, snapshot));
  },
};

const restoreNamed: Route = {
  operation: 'restoreSnapshot',
  method: 'POST',
  path: '/snapshots/{name}/restore',
  answer: ({ parts, path }) => {
    const snapshot = find(parts, path.name!);
    const [missing] = listMissing(parts.mounts, snapshot);
    if (missing !== undefined) {
      throw new ControlRefusal(422, `The snapshot ${path.name!} holds ${missing}, which this mock does not serve`);
    }
    restoreSnapshot(parts.mounts, snapshot);
    return DONE;
  },
};

const deleteSnapshot: Route = {
  operation: 'deleteSnapshot',
  method: 'DELETE',
  path: '/snapshots/{name}',
  answer: ({ parts, path }) => {
    find(parts, path.name!);
    parts.snapshots.delete(path.name!);
    return DONE;
  },
};

/** Routes of this file. */
export const snapshotRoutes: readonly Route[] = [
  listSnapshots,
  saveSnapshot,
  readNamed,
  loadSnapshot,
  restoreNamed,
  deleteSnapshot,
];

function keep({ snapshots }: ControlParts, name: string, snapshot: SnapshotDocument) {
  if (!NAME.test(name))
    refuseInput('A snapshot has a name of up to 100 letters, digits, dots, hyphens and underscores');
  if (!snapshots.has(name) && snapshots.size >= MOST) {
    throw new ControlRefusal(422, `There are ${MOST} snapshots; delete one before the next is kept`);
  }
  snapshots.set(name, snapshot);
  return summarise(name, snapshot);
}

function find({ snapshots }: ControlParts, name: string): SnapshotDocument {
  const names = [...snapshots.keys()];
  const known = names.length > 0 ? `kept are ${names.join(', ')}` : 'none is kept';
  return snapshots.get(name) ?? refuseUnknown(`No snapshot is named "${name}"; ${known}`);
}

function summarise(name: string, { savedAt, contracts }: SnapshotDocument) {
  const counts = Object.values(contracts).flatMap(({ tenants }) =>
    tenants.flatMap(({ resources }) => Object.values(resources).map((records) => records.length)),
  );
  return { name, savedAt, contracts: Object.keys(contracts), resources: counts.reduce((sum, count) => sum + count, 0) };
}
