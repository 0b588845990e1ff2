/** What a success answer is made of, shared by roles, views and actions: status, named example, fill. */
import type { Fill } from '../behaviour.ts';
import { didYouMean } from '../nearest.ts';
import type { RawOperation } from '../operations.ts';
import { toPointer } from '../pointer.ts';
import { mayHave } from '../schema-at.ts';
import type { MediaType } from '../types.ts';
import { checkExpressions } from './expressions.ts';
import { findResponse, firstSuccess, isTrusted, maybe, type Reading, report } from './reading.ts';

/** The YAML form. */
export interface RawAnswer {
  readonly at?: string;
  readonly status?: number;
  readonly example?: string;
  readonly fill?: Fill;
}

/** An answer with its defaults. */
export interface Answer {
  readonly at: string;
  readonly status: number;
  readonly example?: string;
  readonly fill: Fill;
}

/** Reads an answer and reports a status, example or pointer that the operation does not document. */
export function readAnswer(reading: Reading, raw: RawAnswer, pointer: string, operation: RawOperation): Answer {
  const status = raw.status ?? firstSuccess(operation.responses);
  if (status === undefined) {
    report(
      reading,
      pointer,
      `${operation.id} documents no success response; add one, or say which "status" it answers.`,
    );
  } else if (!findResponse(operation.responses, status)) {
    report(reading, `${pointer}/status`, `${operation.id} documents no ${status} response; add it, or mend "status".`);
  }
  const answer = { at: raw.at ?? '', status: status ?? 200, ...maybe('example', raw.example), fill: raw.fill ?? {} };
  const content = findResponse(operation.responses, answer.status)?.content ?? [];
  checkExample(reading, answer, pointer, operation, content);
  const schema = content[0]?.schemaPointer;
  if (schema !== undefined) {
    const where = `The ${answer.status} response of ${operation.id}`;
    checkPart(reading, schema, answer.at, `${pointer}/at`, where);
    for (const at of Object.keys(answer.fill)) {
      checkPart(reading, schema, at, pointer + toPointer(['fill', at]), where);
    }
  }
  checkExpressions(reading, answer.fill, `${pointer}/fill`, operation);
  return answer;
}

/** Reports a pointer into a body that its schema does not know. */
export function checkPart(reading: Reading, schema: string, at: string, pointer: string, where: string): void {
  if (isTrusted(reading) || mayHave(reading.document, schema, at)) return;
  report(reading, pointer, `${where} has no "${at}"; mend the pointer, or add the property to its schema.`);
}

function checkExample(
  reading: Reading,
  answer: Answer,
  pointer: string,
  operation: RawOperation,
  content: readonly MediaType[],
): void {
  if (answer.example === undefined) return;
  const names = content.flatMap((media) => media.examples.map((example) => example.name));
  if (names.includes(answer.example)) return;
  const hint = didYouMean(answer.example, names);
  const message = `The ${answer.status} response of ${operation.id} has no example "${answer.example}".${hint}`;
  report(reading, `${pointer}/example`, message);
}
