/** JSON or YAML text → plain values and the place of each. */
import { LineCounter, parseDocument } from 'yaml';
import type { Document, YAMLError } from 'yaml';
import type { Json, Location } from '../types.ts';
import { readJson } from './json-tree.ts';
import { toTree, tooDeep } from './yaml-tree.ts';
import { createPlaces, type Places } from './place.ts';
import type { SourceProblem } from './problem.ts';

/** A parsed source file. With problems, `value` is not to be used. */
export interface ParsedSource {
  /** Absolute path, or `<object>`. */
  readonly file: string;
  /** A fresh value: nothing in it is shared, so steps may change it in place. */
  readonly value: Json;
  readonly places: Places;
  readonly problems: readonly SourceProblem[];
}

/** Parses YAML 1.2 (merge keys too) or, for a name that ends in `.json`, JSON. Reports every syntax error. */
export function parseSource(text: string, file: string): ParsedSource {
  const json = /^\s*[{[]/.test(text) ? readJson(text, file) : undefined;
  if (json !== undefined) return { file, ...json, problems: [] };
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines, merge: true, stringKeys: true, prettyErrors: false });
  const locate = (offset: number): Location => {
    const { line, col } = lines.linePos(offset);
    return { file, line: Math.max(line, 1), column: Math.max(col, 1) };
  };
  // The parser takes the end of its own stack for a syntax error, and what follows for many more.
  const deep = document.errors.find(({ message }) => /call stack|stack overflow/i.test(message));
  const problems = deep
    ? [{ ...tooDeep, location: locate(deep.pos[0]) }]
    : document.errors.map((error) => toProblem(error, text, locate));
  if (problems.length === 0 && file.endsWith('.json')) problems.push(...checkJson(text, locate));
  if (problems.length > 0 || isEmpty(document)) {
    if (problems.length === 0) problems.push({ location: locate(0), what: 'the file is empty' });
    return { file, value: null, places: createPlaces(), problems };
  }
  const tree = toTree(document, locate);
  return { file, value: tree.value, places: tree.places, problems: tree.problems };
}

function isEmpty(document: Document.Parsed): boolean {
  return document.contents === null;
}

function toProblem(error: YAMLError, text: string, locate: (offset: number) => Location): SourceProblem {
  const [start, end] = error.pos;
  const location = locate(start);
  switch (error.code) {
    case 'DUPLICATE_KEY':
      return { location, what: `the key ${keyAt(text, start)} is written twice`, fix: 'keep one of the two' };
    case 'NON_STRING_KEY':
      return { location, what: 'a key is not a text', fix: 'write the key as plain text' };
    case 'TAB_AS_INDENT':
      return { location, what: 'a tab is used to indent', fix: 'indent with spaces' };
    case 'MULTIPLE_DOCS':
      return { location, what: 'a second YAML document begins here', fix: 'keep one document per file' };
    default:
      return { location: locate(Math.min(start, end)), what: `syntax error: ${toClause(error.message)}` };
  }
}

function keyAt(text: string, offset: number): string {
  const rest = text.slice(offset, offset + 200);
  const key = /^"(?:[^"\\]|\\.)*"|^'(?:[^']|'')*'|^[^\s:][^\n]*?(?=\s*:(?:\s|$))/.exec(rest);
  return key === null ? 'here' : `\`${key[0].replace(/^["']|["']$/g, '')}\``;
}

function toClause(message: string): string {
  return `${message.charAt(0).toLowerCase()}${message.slice(1)}`.replace(/[.\s]+$/, '');
}

// YAML accepts more than JSON (comments, trailing commas), other tools that read the file do not.
function checkJson(text: string, locate: (offset: number) => Location): SourceProblem[] {
  try {
    JSON.parse(text);
    return [];
  } catch (error) {
    const message = (error as Error).message;
    const offset = /at position (\d+)/.exec(message)?.[1];
    const what = toClause(message.replace(/(?: in JSON)? at position.*$/s, ''));
    return [{ location: locate(Number(offset ?? text.length)), what: `not JSON: ${what}` }];
  }
}
