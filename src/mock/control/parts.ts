/** What the control API steers. */
import type { Agenda } from '../../delivery/agenda.ts';
import type { AttemptLog } from '../../delivery/log.ts';
import type { MockClock } from '../clock.ts';
import type { FaultList } from '../faults/fault-list.ts';
import type { Mount } from '../mount.ts';
import type { RequestLog } from '../request-log.ts';
import type { SnapshotDocument } from '../snapshots.ts';
import type { Access } from './access.ts';

/** Parts of a running mock. */
export interface ControlParts {
  readonly mounts: ReadonlyMap<string, Mount>;
  readonly requests: RequestLog;
  readonly attempts: AttemptLog;
  readonly faults: FaultList;
  readonly agenda: Agenda;
  readonly clock: MockClock;
  /** By name. */
  readonly snapshots: Map<string, SnapshotDocument>;
  /** `http://host:port`. */
  readonly origin: () => string;
  readonly access: Access;
  /** Forgets resources, deliveries, quotas and the request log. */
  readonly reset: () => void;
}
