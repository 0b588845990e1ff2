/** A contract from a finished document: nothing is read and nothing of Node is needed, so it works in a browser too. */
import { HookspecError } from '../errors.ts';
import { indexDocument, toContract } from './index-document.ts';
import { OBJECT_FILE } from './source/place.ts';
import type { Contract, JsonObject } from './types.ts';
import { asText, copyJson } from './value.ts';

/** Options of {@link contractFromDocument}. */
export interface DocumentOptions {
  /** Name of the contract, in lower case: the first part of the paths under which a mock serves it. Default `contract`. */
  readonly name?: string | undefined;
}

/**
 * Makes a contract of a document that was finished before: the `openapi.json` that `hookspec generate` writes, or the
 * `document` of a loaded contract. It is OpenAPI 3.1 in one file, overlays applied. `loadContract` reads everything else,
 * and tells the places of faults.
 * @throws HookspecError `InvalidContract`
 * @example const shop = contractFromDocument(openapi, { name: 'shop' });
 */
export function contractFromDocument(document: unknown, options: DocumentOptions = {}): Contract {
  const { name = 'contract' } = options;
  const openapi = asText((document as Partial<JsonObject> | null | undefined)?.['openapi']);
  if (!openapi.startsWith('3.1.')) throw refuse(name, [`its version is ${openapi || 'missing'}, not 3.1`]);
  const indexed = indexDocument(copyJson(document as JsonObject));
  const problems = [
    ...indexed.faults.map(({ pointer, what }) => `${pointer}  ${what}`),
    ...indexed.reading.problems.map(({ pointer, message }) => `${pointer}  ${message}`),
  ];
  if (problems.length > 0) throw refuse(name, problems);
  const locate = () => ({ file: OBJECT_FILE, line: 1, column: 1 });
  return toContract({ name, openapi, files: [], lenient: false, warnings: [], locate }, indexed);
}

function refuse(name: string, details: readonly string[]): HookspecError {
  return new HookspecError('InvalidContract', `The document of ${name} is no finished contract`, {
    details,
    hint: 'Give the openapi.json that `hookspec generate` writes, or load its sources with loadContract.',
  });
}
