/** Remembers what a run has sent and received, and learns from it what must not be shown. */
import type { Exchange } from './exchange.ts';
import type { Redactor } from './redact.ts';
import type { SecretNames } from './secret-names.ts';

/** What a run has sent. */
export interface Recorder {
  /** Called with each answer, before it is judged. */
  note(exchange: Exchange): void;
  /** All exchanges of the run, in the order of their answers. */
  readonly exchanges: readonly Exchange[];
}

/** Shortest value of a declared secret that is hidden wherever it stands, and of one that only has such a name. */
const LEAST = { declared: 4, named: 8 };

/** A recorder that has noted nothing yet. */
export function createRecorder(redactor: Redactor, names: SecretNames): Recorder {
  const exchanges: Exchange[] = [];
  return {
    exchanges,
    note(exchange) {
      exchanges.push(exchange);
      const { headers, json } = exchange.response;
      for (const cookie of headers.getSetCookie()) redactor.add(/=([^;]*)/.exec(cookie)?.[1] ?? '', '[secret]');
      learnSecrets(json, redactor, names);
    },
  };
}

/** Adds the values of secret members of a body. */
export function learnSecrets(node: unknown, redactor: Redactor, names: SecretNames, name = ''): void {
  if (typeof node === 'string') {
    // Some servers show asterisks in the place of a secret.
    const isMasked = /^[*•.xX]+$|\*{3}/.test(node);
    const least = names.isDeclared(name) ? LEAST.declared : LEAST.named;
    if (names.isSecret(name) && !isMasked) redactor.add(node, '[secret]', least);
  } else if (Array.isArray(node)) {
    for (const entry of node) learnSecrets(entry, redactor, names, name);
  } else if (node !== null && typeof node === 'object') {
    for (const [key, value] of Object.entries(node)) learnSecrets(value, redactor, names, key);
  }
}
