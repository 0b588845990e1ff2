/** Deliveries that are not over: what is sent again, and to whom. */
import type { Attempt } from './attempt.ts';
import type { Endpoint, Job } from './job.ts';

/** One delivery on its way, from the first attempt to the last. */
export interface Course {
  readonly job: Job;
  /** The latest attempt. */
  last: Attempt;
  /** Takes the next attempt back. */
  cancel?: () => void;
}

/** The deliveries that wait for another attempt, by endpoint. */
export interface Courses {
  add(course: Course): void;
  remove(course: Course): void;
  /** All of them, or those of one endpoint. */
  list(contract: string, endpoint?: Pick<Endpoint, 'resource' | 'id'>): readonly Course[];
}

/** Creates an empty list. */
export function createCourses(): Courses {
  const byEndpoint = new Map<string, Set<Course>>();
  return {
    add(course) {
      const key = toEndpointKey(course.job.contract.name, course.job.endpoint);
      const known = byEndpoint.get(key);
      if (known) known.add(course);
      else byEndpoint.set(key, new Set([course]));
    },
    remove(course) {
      const key = toEndpointKey(course.job.contract.name, course.job.endpoint);
      const known = byEndpoint.get(key);
      known?.delete(course);
      if (known?.size === 0) byEndpoint.delete(key);
    },
    list: (contract, endpoint) =>
      endpoint
        ? [...(byEndpoint.get(toEndpointKey(contract, endpoint)) ?? [])]
        : [...byEndpoint.values()].flatMap((all) => [...all]).filter(({ job }) => job.contract.name === contract),
  };
}

/** One text for one endpoint of one contract. */
export function toEndpointKey(contract: string, { resource, id }: Pick<Endpoint, 'resource' | 'id'>): string {
  return JSON.stringify([contract, resource, id]);
}
