/** node:http alone. */
import { fileURLToPath } from 'node:url';
import type { Answer } from '../answer.ts';
import { KINDS, type Kind } from '../requests.ts';
import type { Contestant } from './contestant.ts';

const server = fileURLToPath(import.meta.resolve('./bare-server.mjs'));

/** The bare server, which answers the same status and as many bytes as hookspec did when it was asked once. */
export function createBare(answers: Readonly<Record<Kind, Answer>>): Contestant {
  const prepared = Object.fromEntries(
    KINDS.map((kind) => [kind, { status: answers[kind].status, text: toText(answers[kind].body.length) }]),
  );
  return {
    name: 'bare node:http',
    args: (port) => [server, String(port), JSON.stringify(prepared)],
    basePath: '/lava/v1',
    status: {
      create: answers.create.status,
      invalid: answers.invalid.status,
      unauthorised: answers.unauthorised.status,
    },
    command: 'node test/bench/contestants/bare-server.mjs PORT ANSWERS',
    logging: 'Logs nothing.',
  };
}

/** JSON of exactly `length` characters. */
function toText(length: number): string {
  return JSON.stringify({ text: '' }).replace('""', `"${'x'.repeat(length - 11)}"`);
}
