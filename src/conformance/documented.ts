/** Which documented response a status belongs to. */
import type { Header, Operation, ResponseSpec } from '../contract/types.ts';

/** Exact status, else a success response that lists it as a candidate, else its class, else `default`. */
export function findResponse(operation: Operation, status: number): ResponseSpec | undefined {
  const named = (name: string): ResponseSpec | undefined =>
    operation.responses.find((response) => response.status.toUpperCase() === name);
  const candidate = operation.responses.find((response) => response.evidence?.candidates?.includes(status));
  return named(String(status)) ?? candidate ?? named(`${Math.floor(status / 100)}XX`) ?? named('DEFAULT');
}

/** Statuses of a class that the operation documents by number, e.g. all 4xx. */
export function documentedStatuses(operation: Operation, hundreds: number): number[] {
  return operation.responses
    .map(({ status }) => Number(status))
    .filter((status) => Math.floor(status / 100) === hundreds);
}

/** The headers that the successes of an operation document. */
export function successHeaders({ responses }: Operation): Header[] {
  return responses.filter(({ status }) => status.startsWith('2')).flatMap(({ headers }) => headers);
}

/** One of them by its name, in any case. */
export function findSuccessHeader(operation: Operation, name: string): Header | undefined {
  return successHeaders(operation).find((header) => header.name.toLowerCase() === name.toLowerCase());
}
