/** Sends valid values at the edges of a contract, many in one request, and finds out which one a server refuses. */
import { getAt } from '../contract/pointer.ts';
import { type CaseRun, Skip } from './case.ts';
import { type Exchange, isSuccess, nameOf } from './exchange.ts';
import type { Edge } from './values/edges.ts';

/** Longer values are cut where they are named. */
const LONGEST_SHOWN = 80;

/** How a sweep sends its requests. */
export interface Sweep {
  /** Sends one request with these edges in it; the answer is a success, a refusal, or anything else. */
  send(edges: readonly Edge[]): Promise<Exchange>;
}

/** A server that refused edges: which, and the smallest request that shows it. */
export interface Culprit {
  readonly edge: Edge;
  readonly exchange: Exchange;
}

/**
 * The edges that are refused each for itself. When the plain request is refused too, nothing can be said about edges;
 * when they are refused only together, the contract may have left a rule unsaid.
 * @throws Skip when the plain request is refused too
 */
export async function findRefused(sweep: Sweep, edges: readonly Edge[]): Promise<Culprit[]> {
  const exchange = await sweep.send(edges);
  if (!isRefused(exchange)) return [];
  const plain = await sweep.send([]);
  if (isRefused(plain)) throw new Skip(`the plain request is refused too (${plain.response.status})`);
  return narrow(sweep, edges, exchange);
}

async function narrow(sweep: Sweep, edges: readonly Edge[], exchange: Exchange): Promise<Culprit[]> {
  const [first] = edges;
  if (first === undefined) return [];
  if (edges.length === 1 && !first.parts) return [{ edge: first, exchange }];
  const middle = Math.ceil(edges.length / 2);
  const parts = edges.length === 1 ? first.parts!.map((part) => [part]) : [edges.slice(0, middle), edges.slice(middle)];
  const culprits: Culprit[] = [];
  for (const part of parts) {
    const answer = await sweep.send(part);
    if (isRefused(answer)) culprits.push(...(await narrow(sweep, part, answer)));
  }
  return culprits;
}

/** Whether a request was refused. A 5xx is a fault of its own and no refusal. */
export function isRefused(exchange: Exchange): boolean {
  return !isSuccess(exchange) && exchange.response.status < 500;
}

/**
 * The fault of a server that refuses an edge.
 * @param where what stands before the pointer of the part; `present`: the part is refused just for being there
 */
export function reportRefused(run: CaseRun, { edge, exchange }: Culprit, where = 'body'): void {
  const part = where === 'body' || where === 'present' ? edge.at || 'the body' : where;
  const { status } = exchange.response;
  run.report({
    code: 'ValidRequestRefused',
    message: `${nameOf(exchange.operation)} answered ${status} to a request that the contract allows: ${part} ${where === 'present' ? 'is present' : describe(edge)}.`,
    contractPointer: edge.schemaPointer,
    exchange,
    ...(edge.isUnsaid && { severity: 'warning' as const }),
    expected: '2xx',
    received: String(status),
    key: `${edge.schemaPointer} ${where === 'present' ? 'present' : ''}`,
    // One reader of times, or of addresses, refuses the same spelling wherever it stands.
    ...(edge.keyword === 'format' && { aliases: [toSpelling(run, edge)] }),
  });
}

function toSpelling({ contract }: CaseRun, { schemaPointer, index }: Edge): string {
  return `format ${String(getAt(contract.document, schemaPointer))} ${index}`;
}

function describe({ keyword, value }: Edge): string {
  if (value === undefined) return 'is absent';
  const length = typeof value === 'string' ? [...value].length : 0;
  if (keyword === 'maxLength' || keyword === 'minLength') return value === '' ? 'is ""' : `has ${length} characters`;
  if ((keyword === 'maxItems' || keyword === 'minItems') && Array.isArray(value)) return `has ${value.length} items`;
  if (keyword === 'minProperties' || keyword === 'maxProperties')
    return `has ${Object.keys(value as object).length} properties`;
  const text = JSON.stringify(value);
  return `is ${shorten(text)}${length > LONGEST_SHOWN ? `, ${length} characters long` : ''}`;
}

function shorten(text: string): string {
  return text.length > LONGEST_SHOWN ? `${text.slice(0, LONGEST_SHOWN - 3)}...` : text;
}
