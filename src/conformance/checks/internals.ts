import { getAt } from '../../contract/pointer.ts';
import { nameOf, type WireRequest, type WireResponse } from '../exchange.ts';
import type { ResponseCheck } from '../judge.ts';

/** What only a server's own machinery writes: stack frames, its files, its database. */
const TRACES: readonly (readonly [what: string, pattern: RegExp])[] = [
  ['a stack trace', /(^|\n|\\n)\s*at (?:async )?(?:[\w$.<>[\] ]+ \()?(?:file:\/\/|node:|\/|[A-Z]:\\)[^\n)]*:\d+:\d+/],
  ['a stack trace', /Traceback \(most recent call last\)|File "[^"\n]+", line \d+/],
  ['a stack trace', /(^|\n|\\n)\s*at [\w$.]+\([\w$]+\.(?:java|kt|scala):\d+\)/],
  ['a stack trace', /(^|\n|\\n)\s*at [\w.<>`]+\([^)\n]*\) in [^\n]+:line \d+/],
  ['a stack trace', /goroutine \d+ \[|\.go:\d+ \+0x[0-9a-f]+/],
  ['a stack trace', /\.rb:\d+:in [`']|#\d+ \/[^\s:]+\.php\(\d+\)|\.php on line \d+/],
  [
    'a file of the server',
    /(?:^|[\s"'(=:])\/(?:home|usr|var|srv|opt|app|root|Users|etc|tmp|workspace)\/[\w@.+-]+(?:\/[\w@.+-]+)*\.(?:[cm]?[jt]sx?|py|rb|php|go|java|rs|cs|json|ya?ml|sqlite3?|db|conf|log)\b/,
  ],
  ['a file of the server', /\bnode_modules\/|\b[A-Z]:\\\\?(?:Users|inetpub|Windows|Program Files|app)\\/],
  [
    'a message of its database',
    /SQLSTATE\[|\bORA-\d{5}\b|\bSQLITE_[A-Z]+\b|\bER_(?:DUP_ENTRY|NO_SUCH_TABLE|BAD_FIELD_ERROR|PARSE_ERROR|DATA_TOO_LONG|LOCK_DEADLOCK)\b|\bE11000 duplicate key\b/,
  ],
  [
    'a message of its database',
    /duplicate key value violates unique constraint|syntax error at or near "|near "[^"]*": syntax error/,
  ],
  [
    'a message of its database',
    /\bpq: |\bPG::\w+|\binvalid input syntax for type \w|\bpsycopg2?\.|\bjava\.sql\.|\borg\.hibernate\.|\bPrismaClient\w+Error\b|\bMongo(?:Server)?Error\b|\bSequelize\w*Error\b|\bQueryFailedError\b/,
  ],
  [
    'a message of its database',
    /\bSELECT\s.{1,200}\sFROM\s+["`\w]+\s+(?:WHERE|LIMIT|ORDER)\b|\bselect\s.{1,200}\sfrom\s+["`]\w+["`]|\bINSERT INTO\s+["`\w]+\s*\(|\binsert into\s+["`]\w+["`]/,
  ],
];

/** An error says what the client did wrong, not how the server is built. */
export const internals: ResponseCheck = {
  name: 'internals',
  stops: false,
  check({ exchange: { operation, response, request } }) {
    if (response.status < 400) return [];
    const found = findInternals(response, request);
    if (!found) return [];
    const { at, what } = found;
    return [
      {
        code: 'InternalsLeaked',
        message: `${nameOf(operation)} answered ${response.status} with ${what}${at === '' ? '' : ` at ${at}`}.`,
        contractPointer: `${operation.pointer}/responses`,
        responsePointer: at,
        key: at.replace(/\/\d+(?=\/|$)/g, '/*'),
      },
    ];
  },
};

/** The first text of an answer that shows how the server is built: its pointer, and what it shows. */
export function findInternals(
  response: Pick<WireResponse, 'json' | 'text'>,
  request: Pick<WireRequest, 'url' | 'body' | 'headers'>,
): { readonly at: string; readonly what: string } | undefined {
  const texts = typeof response.json === 'object' ? collectTexts(response.json, '') : [['', response.text] as const];
  for (const [at, text] of texts) {
    const [what] = TRACES.find(([, pattern]) => isOwn(pattern.exec(text)?.[0], request)) ?? [];
    if (what !== undefined) return { at, what };
  }
  return undefined;
}

/** A server may quote what was sent to it. */
function isOwn(
  found: string | undefined,
  { url, body = '', headers }: Pick<WireRequest, 'url' | 'body' | 'headers'>,
): boolean {
  if (found === undefined) return false;
  const text = found.trim();
  const quoted = JSON.stringify(text).slice(1, -1);
  const sent = [url, body, ...Object.values(headers)];
  return !sent.some((entry) => entry.includes(text) || entry.includes(quoted));
}

function collectTexts(value: unknown, at: string, depth = 0): (readonly [at: string, text: string])[] {
  if (typeof value === 'string') return [[at, value]];
  if (value === null || typeof value !== 'object' || depth > 8) return [];
  return Object.keys(value).flatMap((key) => {
    const pointer = `${at}/${key.replaceAll('~', '~0').replaceAll('/', '~1')}`;
    return collectTexts(getAt(value, pointer.slice(at.length)), pointer, depth + 1);
  });
}
