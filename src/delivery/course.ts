/** Deliveries that are not over: what is sent again, when, and to whom. */
import type { Agenda } from './agenda.ts';
import type { Attempt } from './attempt.ts';
import type { Endpoint, Job } from './job.ts';
import type { AttemptLog } from './log.ts';

/** One delivery on its way, from the first attempt to the last. */
export interface Course {
  readonly job: Job;
  /** The latest attempt. */
  readonly last: Attempt;
  /** Takes the next attempt back. */
  cancel?: () => void;
}

/** Parts of the list of courses. */
export interface CoursesOptions {
  readonly agenda: Agenda | undefined;
  readonly log: AttemptLog;
  /** Makes the next attempt. */
  readonly goOn: (course: Course) => Promise<void>;
  /** Most courses in memory; what is beyond waits on the shelf of the log, where it has one. Default 10,000. */
  readonly capacity?: number | undefined;
}

/** The deliveries that wait for another attempt, by endpoint. */
export interface Courses {
  /** Notes when a course goes on, in milliseconds since 1970. */
  plan(course: Course, at: number): void;
  remove(course: Course): void;
  /** All of them, or those of one endpoint; they are in memory from then on. */
  list(contract: Job['contract'], endpoint?: Pick<Endpoint, 'resource' | 'id'>): readonly Course[];
  /** Goes on with those of a contract that are on the shelf. */
  wake(contract: Job['contract']): void;
  /** Takes all of a contract out of the list; nobody goes on with them. @returns their latest attempts */
  release(contract: Job['contract']): readonly Attempt[];
}

/** Courses that come from the shelf at once. */
const ARMFUL = 1000;
/** Milliseconds after which a shelf that could not be read, as the disk is full, is looked at again. */
const PATIENCE = 60_000;

/** Creates an empty list. */
export function createCourses({ agenda, log, goOn, capacity = 10_000 }: CoursesOptions): Courses {
  const byEndpoint = new Map<string, Set<Course>>();
  // When each contract's shelf is looked at next, and what takes that back.
  const looks = new Map<string, { readonly at: number; readonly cancel: () => void }>();
  let size = 0;

  function add(course: Course, at: number): void {
    const key = toEndpointKey(course.job.contract.name, course.job.endpoint);
    const known = byEndpoint.get(key);
    if (known) known.add(course);
    else byEndpoint.set(key, new Set([course]));
    size += 1;
    course.cancel = agenda!.at(at, () => goOn(course));
  }

  function lookAt(contract: Job['contract']): void {
    const at = log.nextShelved(contract.name);
    const planned = looks.get(contract.name);
    if (at === undefined || (planned && planned.at <= at)) return;
    planned?.cancel();
    planLook(contract, at);
  }

  function planLook(contract: Job['contract'], at: number): void {
    const { name } = contract;
    const cancel = agenda!.at(at, async () => {
      looks.delete(name);
      try {
        for (const attempt of log.unshelve(name, ARMFUL)) takeBack(contract, attempt);
        lookAt(contract);
      } catch {
        planLook(contract, at + PATIENCE);
      }
    });
    looks.set(name, { at, cancel });
  }

  function takeBack(contract: Job['contract'], last: Attempt): void {
    add({ job: toJob(contract, last), last }, Date.parse(last.nextAttemptAt!));
  }

  function list(contract: Job['contract'], endpoint?: Pick<Endpoint, 'resource' | 'id'>): Course[] {
    const isWanted = ({ endpointId, resource }: Attempt) =>
      endpoint === undefined || (endpointId === endpoint.id && resource === endpoint.resource);
    for (const attempt of log.unshelve(contract.name, isWanted)) takeBack(contract, attempt);
    if (endpoint) return [...(byEndpoint.get(toEndpointKey(contract.name, endpoint)) ?? [])];
    return [...byEndpoint.values()].flatMap((all) => [...all]).filter(({ job }) => job.contract.name === contract.name);
  }

  function remove(course: Course): void {
    const key = toEndpointKey(course.job.contract.name, course.job.endpoint);
    const known = byEndpoint.get(key);
    if (known?.delete(course)) size -= 1;
    if (known?.size === 0) byEndpoint.delete(key);
  }

  return {
    plan(course, at) {
      if (size < capacity || !log.shelve(course.last)) return add(course, at);
      lookAt(course.job.contract);
    },
    remove,
    list,
    wake: lookAt,
    release(contract) {
      looks.get(contract.name)?.cancel();
      looks.delete(contract.name);
      const courses = list(contract);
      for (const course of courses) {
        course.cancel?.();
        remove(course);
      }
      return courses.map(({ last }) => last);
    },
  };
}

/** What is left of a job in its latest attempt: all that a later one needs. */
export function toJob(contract: Job['contract'], { endpointId: id, event, resource, tenant, url }: Attempt): Job {
  return { contract, event, endpoint: { id, resource, tenant, url, secrets: [] } };
}

/** One text for one endpoint of one contract. */
export function toEndpointKey(contract: string, { resource, id }: Pick<Endpoint, 'resource' | 'id'>): string {
  return JSON.stringify([contract, resource, id]);
}
