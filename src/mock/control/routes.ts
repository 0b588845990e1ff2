/** Every operation of the control API; its contract is openapi/control/openapi.yaml, and a test holds the two together. */
import { deliveryRoutes } from './operations/deliveries.ts';
import { faultRoutes } from './operations/faults.ts';
import { healthRoutes } from './operations/health.ts';
import { rateLimitRoutes } from './operations/rate-limits.ts';
import { requestRoutes } from './operations/requests.ts';
import { snapshotRoutes } from './operations/snapshots.ts';
import { stateRoutes } from './operations/state.ts';
import { timeRoutes } from './operations/time.ts';
import type { Route } from './route.ts';

/** All of them. */
export const routes: readonly Route[] = [
  ...healthRoutes,
  ...stateRoutes,
  ...snapshotRoutes,
  ...requestRoutes,
  ...deliveryRoutes,
  ...faultRoutes,
  ...timeRoutes,
  ...rateLimitRoutes,
];

/** What a path belongs to: its operations by method, and the values of its parameters. */
export interface RoutedPath {
  readonly methods: ReadonlyMap<string, Route>;
  readonly parameters: Readonly<Record<string, string>>;
}

/** @param path below `/_hookspec`, still percent-encoded; undefined where nothing is */
export function findRoutes(path: string): RoutedPath | undefined {
  const segments = path.split('/');
  const found = routes.filter((route) => isMatch(route.path.split('/'), segments));
  const [first] = found;
  if (!first) return undefined;
  const names = first.path.split('/');
  const parameters: Record<string, string> = {};
  for (const [index, name] of names.entries()) {
    if (name.startsWith('{')) parameters[name.slice(1, -1)] = decode(segments[index]!);
  }
  return { methods: new Map(found.map((route) => [route.method, route])), parameters };
}

function isMatch(template: readonly string[], segments: readonly string[]): boolean {
  return (
    template.length === segments.length &&
    template.every((part, index) => (part.startsWith('{') ? segments[index] !== '' : part === segments[index]))
  );
}

function decode(segment: string): string {
  try {
    return decodeURIComponent(segment);
  } catch {
    return segment;
  }
}
