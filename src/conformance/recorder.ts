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
      learn(json, '');
    },
  };

  function learn(node: unknown, name: string): void {
    if (typeof node === 'string') {
      if (names.isSecret(name) && !/^[*•.xX]+|\*{3}/.test(node))
        redactor.add(node, '[secret]', names.isDeclared(name) ? LEAST.declared : LEAST.named);
    } else if (Array.isArray(node)) {
      for (const entry of node) learn(entry, name);
    } else if (node !== null && typeof node === 'object') {
      for (const [key, value] of Object.entries(node)) learn(value, key);
    }
  }
}
