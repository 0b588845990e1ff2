/** Puts faults between a request and its answer. Called only while a fault is set. */
import { after } from '../after.ts';
import type { Operation } from '../../contract/types.ts';
import type { MockContext } from '../context.ts';
import type { PlainRequest, PlainResponse, Transport } from '../message.ts';
import type { FaultHit, FaultList } from './fault-list.ts';
import { answerStatus, type RoutedParameters } from './status-answer.ts';

/** One request on its way through the faults. */
export interface FaultyRequest {
  readonly context: MockContext;
  readonly request: PlainRequest;
  /** Undefined where no operation has this path. */
  readonly operation: Operation | undefined;
  readonly parameters?: RoutedParameters | undefined;
  readonly key: () => string | undefined;
  /** The mock's own answer; asking for it lets the request take effect. */
  readonly answer: () => PlainResponse | Promise<PlainResponse>;
}

/** The answer of a mock with faults. */
export function applyFaults(faults: FaultList, faulty: FaultyRequest): PlainResponse | Promise<PlainResponse> {
  const { context, operation, key } = faulty;
  const hit = faults.take({ contract: context.contract.name, operation: operation?.id, key });
  if (!hit) return faulty.answer();
  const isReplaced = hit.status !== undefined || hit.connection !== undefined;
  if (isReplaced && !hit.applied) return spoil(hit, replace(faulty, hit));
  const answer = faulty.answer();
  const finish = (response: PlainResponse) => spoil(hit, isReplaced ? replace(faulty, hit) : response);
  return after(answer, finish);
}

function replace({ context, operation, parameters, request }: FaultyRequest, hit: FaultHit): PlainResponse {
  const { connection, status = 0 } = hit;
  const response = connection
    ? { status: 0, headers: {} }
    : answerStatus(context, operation, parameters, request, status);
  return {
    ...response,
    note: { ...(operation && { operation: operation.id }), condition: 'fault', reason: describe(hit) },
  };
}

function spoil(hit: FaultHit, given: PlainResponse): PlainResponse {
  const { delay, bytesPerSecond, connection, ids } = hit;
  const body = hit.body === 'broken' && given.body !== undefined ? breakJson(given.body) : given.body;
  const cutAfter = hit.body === 'truncated' && body !== undefined ? Math.floor(toBytes(body).length / 2) : undefined;
  const transport: Transport = {
    ...(delay !== undefined && delay > 0 && { delay }),
    ...(bytesPerSecond !== undefined && { bytesPerSecond }),
    ...(cutAfter !== undefined && { cutAfter }),
    ...(connection !== undefined && { connection }),
  };
  return {
    ...given,
    ...(body !== undefined && { body }),
    note: { ...given.note, fault: ids.join(' ') },
    ...(Object.keys(transport).length > 0 && { transport }),
  };
}

// No JSON text ends with an opening brace, wherever it was cut.
function breakJson(body: string | Uint8Array): string {
  const text = typeof body === 'string' ? body : new TextDecoder().decode(body);
  return `${text.slice(0, Math.ceil(text.length / 2))}{`;
}

function toBytes(body: string | Uint8Array): Uint8Array {
  return typeof body === 'string' ? new TextEncoder().encode(body) : body;
}

function describe({ ids, status, connection, applied }: FaultHit): string {
  const what = connection === 'reset' ? 'connection reset' : connection === 'drop' ? 'no answer' : `status ${status}`;
  return `${ids.join(', ')}: ${what}${applied ? ', the request took effect' : ''}`;
}
