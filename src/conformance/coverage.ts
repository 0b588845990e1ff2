/** Counts what of the contract a run has met. */
import type { Contract } from '../contract/types.ts';
import type { Coverage } from '../report/check-report.ts';
import { findResponse } from './documented.ts';
import type { Exchange } from './exchange.ts';

/** Takes note of what happens. */
export interface CoverageMeter {
  exchange(exchange: Exchange): void;
  /** A delivery of an event came. */
  event(name: string): void;
  /** A request constraint was broken; ids are those given to {@link createCoverage}. */
  constraint(id: string): void;
  toCoverage(): Coverage;
}

/**
 * @param constraints how many request constraints the contract has, also those that no case can break
 */
export function createCoverage(contract: Contract, constraints: number): CoverageMeter {
  const operations = new Set<string>();
  const answers = new Map<string, number>();
  const broken = new Set<string>();
  const events = new Set<string>();
  const documented = contract.operations.reduce((sum, operation) => sum + operation.responses.length, 0);
  return {
    exchange({ operation, response }) {
      operations.add(operation.id);
      const found = findResponse(operation, response.status);
      const place = `${operation.id} ${found?.status}`;
      if (found) answers.set(place, (answers.get(place) ?? 0) + 1);
    },
    event: (name) => void events.add(name),
    constraint: (id) => void broken.add(id),
    toCoverage: () => ({
      operations: { covered: operations.size, total: contract.operations.length },
      responses: { covered: answers.size, total: documented },
      constraints: { covered: broken.size, total: constraints },
      events: { covered: events.size, total: contract.events.length },
      byOperation: contract.operations.map(({ id, method, path, responses }) => ({
        operation: id,
        method: method.toUpperCase(),
        path,
        statuses: responses.map(({ status }) => ({ status, answers: answers.get(`${id} ${status}`) ?? 0 })),
      })),
    }),
  };
}
