/**
 * Judges a witness again, with a validator and a reading of the documents that share nothing with the prover's: the writer's
 * version has to accept it, the reader's to refuse it.
 */
import { registerSchema, setShouldValidateFormat, validate } from '@hyperjump/json-schema/draft-2020-12';
import '@hyperjump/json-schema/formats';
import type { Json, JsonObject } from '../../../../src/contract/types.ts';
import type { Change } from '../../../../src/report/diff-report.ts';
import { findSchema } from './find-schema.ts';
import { type Mark, toStandalone } from './standalone.ts';

setShouldValidateFormat(true);

const DIALECT = 'https://json-schema.org/draft/2020-12/schema';
let schemas = 0;

/** Two loaded versions (merged, upgraded to 3.1). */
export interface Versions {
  readonly base: JsonObject;
  readonly head: JsonObject;
}

/**
 * Replays the witness of a change.
 * @returns undefined when it holds or the change has none, else one sentence
 */
export async function replay(change: Change, versions: Versions): Promise<string | undefined> {
  if (change.proof.verdict !== 'proven' || change.proof.by.kind !== 'witness') return undefined;
  const { value, writer, reader } = change.proof.by;
  if (change.site === undefined) return `${change.rule}: a witness without a site`;
  const pointers = { base: findSchema(versions.base, change.site), head: findSchema(versions.head, change.site) };
  const where = `${change.rule} at ${JSON.stringify(change.site)}, witness ${JSON.stringify(value)?.slice(0, 400)}`;
  if (writer === reader) return `${where}: written and read by ${writer}`;
  if (pointers[writer] === undefined || pointers[reader] === undefined) return `${where}: the site is not found`;
  const mark: Mark =
    change.direction === 'request' || change.direction === 'acknowledgement' ? 'readOnly' : 'writeOnly';
  const forms = change.site.part === 'body' ? [value] : toForms(value);
  const problems: string[] = [];
  for (const reading of ['written', 'guided'] as const) {
    const isAccepted = async (side: 'base' | 'head'): Promise<boolean> => {
      const accepts = await toJudge(toStandalone(versions[side], pointers[side]!, mark, reading));
      return forms.some(accepts);
    };
    // One reading has to hold for both sides.
    if (!(await isAccepted(writer))) problems.push(`${where}: the writer, ${writer}, does not accept it`);
    else if (await isAccepted(reader)) problems.push(`${where}: the reader, ${reader}, accepts it`);
    else return undefined;
  }
  return problems[0];
}

/** What a text on the wire may be read as: a parameter has no types. */
function toForms(value: Json): Json[] {
  if (value !== null && typeof value === 'object') return [value];
  const text = value === null ? '' : String(value);
  const number = text.trim() === '' ? Number.NaN : Number(text);
  return [
    text,
    ...(Number.isFinite(number) ? [number] : []),
    ...(/^(true|false)$/.test(text) ? [text === 'true'] : []),
  ];
}

async function toJudge(schema: Json): Promise<(value: Json) => boolean> {
  const uri = `https://replay.invalid/${schemas++}`;
  registerSchema({ ...(schema as JsonObject), $schema: DIALECT } as never, uri);
  const validator = await validate(uri);
  return (value) => validator(value as never).valid;
}
