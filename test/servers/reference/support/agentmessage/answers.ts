/** AgentMessage's errors; the request id is put in when the answer leaves. */
import type { ReferenceResponse } from '../http.ts';

/** An error with its code. */
export function fail(
  status: number,
  code: string,
  message: string,
  details?: Record<string, string>,
): ReferenceResponse {
  return { status, json: { error: { code, message, ...(details && { details }) } } };
}

/** A field or parameter is wrong. */
export function refuse(details: Record<string, string>): ReferenceResponse {
  return fail(422, 'VALIDATION_FAILED', 'validation failed', details);
}

/** The body cannot be read. */
export function refuseBody(fault: 'mediaType' | 'malformed'): ReferenceResponse {
  return fault === 'mediaType'
    ? fail(415, 'UNSUPPORTED_MEDIA_TYPE', 'send application/json')
    : fail(400, 'INVALID_INPUT', 'the body is not a JSON object');
}

/** Nothing has this id in the caller's organization. */
export function notFound(): ReferenceResponse {
  return fail(404, 'NOT_FOUND', 'not found');
}
