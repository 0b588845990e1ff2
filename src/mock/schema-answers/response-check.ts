/** Checks answers against the contract that they come from, for `--errors`. */
import type { SchemaCompiler } from '../../contract/schema.ts';
import type { Operation, ResponseSpec, Violation } from '../../contract/types.ts';
import { findResponse } from '../answers.ts';
import { toProblem, type PlainResponse } from '../message.ts';
import { isJsonType } from './serialize.ts';
import { toShown, toViolationsHeader } from './violations-header.ts';

/** Violations of a response against its own contract; none for a status that the contract does not document. */
export type ResponseCheck = (operation: Operation, response: PlainResponse) => readonly Violation[];

/** Prepares the check; each schema is compiled when it is first needed. */
export function createResponseCheck(compiler: SchemaCompiler): ResponseCheck {
  return (operation, response) => {
    const spec = findResponse(operation, response.status);
    if (!spec) return [];
    return [...checkHeaders(compiler, spec, response), ...checkBody(compiler, spec, response)];
  };
}

/** The error that `--errors` sends in place of a response with violations. */
export function toViolationProblem(violations: readonly Violation[]): PlainResponse {
  const text = violations
    .map(({ in: place, at, message }) => `${place}${at.replaceAll('/', '.')} ${message}`)
    .join('; ');
  const detail = `The answer breaks its own contract: ${text}`;
  return toProblem(500, 'Response not valid', detail, toViolationsHeader(toShown('response', violations)));
}

function checkHeaders(compiler: SchemaCompiler, spec: ResponseSpec, response: PlainResponse): Violation[] {
  return spec.headers.flatMap(({ name, required, schemaPointer, pointer }) => {
    const place = { in: 'header' as const, at: `/${name}` };
    const value = findHeader(response, name);
    if (value === undefined) {
      const missing = { keyword: 'required', message: 'is missing', schemaPointer: `${pointer}/required`, params: {} };
      return required ? [{ ...place, ...missing }] : [];
    }
    return schemaPointer === undefined ? [] : checkText(compiler, schemaPointer, value, place);
  });
}

// A header is text; whether it is a number is for its schema to say, so the reading with fewer complaints counts.
function checkText(
  compiler: SchemaCompiler,
  schemaPointer: string,
  text: string,
  place: { in: 'header'; at: string },
): readonly Violation[] {
  const check = compiler.compile(schemaPointer, 'response');
  const asText = check(text, place);
  if (asText.length === 0) return asText;
  const value = parse(text);
  return value === undefined || check(value, place).length > 0 ? asText : [];
}

function checkBody(compiler: SchemaCompiler, spec: ResponseSpec, response: PlainResponse): readonly Violation[] {
  const { body } = response;
  if (spec.content.length === 0 || body === undefined) return [];
  const type = (findHeader(response, 'content-type') ?? '').split(';')[0]!.trim().toLowerCase();
  const media = spec.content.find((entry) => entry.type.split(';')[0]!.trim().toLowerCase() === type);
  if (!media?.schemaPointer || !isJsonType(type)) return [];
  const value = parse(typeof body === 'string' ? body : new TextDecoder().decode(body));
  return compiler.compile(media.schemaPointer, 'response')(value, { in: 'body' });
}

function findHeader({ headers }: PlainResponse, name: string): string | undefined {
  return Object.entries(headers).find(([key]) => key.toLowerCase() === name.toLowerCase())?.[1];
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
