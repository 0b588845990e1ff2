/** Counts what of the contract a run has met. */
import type { Contract } from '../contract/types.ts';
import type { Coverage } from '../report/check-report.ts';
import { findResponse } from './documented.ts';
import type { Exchange } from './exchange.ts';

/** Takes note of what happens. */
export interface CoverageMeter {
  exchange(exchange: Exchange): void;
  /** A request constraint was broken; ids are those given to {@link createCoverage}. */
  constraint(id: string): void;
  toCoverage(): Coverage;
}

/**
 * @param constraints how many request constraints the contract has, also those that no case can break
 */
export function createCoverage(contract: Contract, constraints: number): CoverageMeter {
  const operations = new Set<string>();
  const responses = new Set<string>();
  const broken = new Set<string>();
  const documented = contract.operations.reduce((sum, operation) => sum + operation.responses.length, 0);
  return {
    exchange({ operation, response }) {
      operations.add(operation.id);
      const found = findResponse(operation, response.status);
      if (found) responses.add(`${operation.id} ${found.status}`);
    },
    constraint: (id) => void broken.add(id),
    toCoverage: () => ({
      operations: { covered: operations.size, total: contract.operations.length },
      responses: { covered: responses.size, total: documented },
      constraints: { covered: broken.size, total: constraints },
      // Deliveries are not judged, so no event is.
      events: { covered: 0, total: contract.events.length },
    }),
  };
}
