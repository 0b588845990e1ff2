/** Reads HTTP/1.1 answers off a connection, strictly: what is no answer is a finding. */

/** One whole answer. */
export interface Answer {
  readonly status: number;
  /** Status line and headers. */
  readonly head: string;
  readonly body: string;
  /** Says that the server ends the connection with it. */
  readonly closes: boolean;
}

/** Collects bytes into answers. */
export interface AnswerReader {
  readonly answers: readonly Answer[];
  /** Why the bytes are no answers. */
  readonly fault: string | undefined;
  /** Bytes of an answer that is not complete. */
  readonly rest: Buffer;
  push(chunk: Buffer): void;
}

/** @param isHead whether the answer of this number is one to HEAD, which has no body */
export function createAnswerReader(isHead: (index: number) => boolean): AnswerReader {
  const answers: Answer[] = [];
  let rest: Buffer = Buffer.alloc(0);
  let fault: string | undefined;
  return {
    answers,
    get fault() {
      return fault;
    },
    get rest() {
      return rest;
    },
    push(chunk) {
      rest = rest.length === 0 ? chunk : Buffer.concat([rest, chunk]);
      while (rest.length > 0 && fault === undefined) {
        const taken = take(rest, isHead(answers.length));
        if (taken === undefined) return;
        if (typeof taken === 'string') fault = taken;
        else {
          // `100 Continue` announces an answer and is none.
          if (taken.answer.status !== 100) answers.push(taken.answer);
          rest = rest.subarray(taken.used);
        }
      }
    },
  };
}

function take(bytes: Buffer, isHead: boolean): { answer: Answer; used: number } | string | undefined {
  const end = bytes.indexOf('\r\n\r\n');
  if (end < 0) return bytes.length > 65_536 ? 'sends 64 KiB without the end of a header block' : undefined;
  const head = bytes.toString('latin1', 0, end);
  const status = /^HTTP\/1\.1 (\d{3}) /.exec(head)?.[1];
  if (status === undefined) return `sends what is no answer: ${JSON.stringify(head.slice(0, 120))}`;
  const lengths = [...head.matchAll(/\r\ncontent-length: *(\d+)(?=\r\n|$)/gi)].map((match) => match[1]);
  if (/\r\ntransfer-encoding:/i.test(head)) return 'sends an answer in chunks, which the mock never does';
  if (lengths.length > 1) return 'sends an answer with two lengths';
  const isBare = Number(status) < 200 || status === '204' || status === '304';
  if (lengths.length === 0 && !isBare) return `sends an answer ${status} without Content-Length`;
  const start = end + 4;
  const used = start + (isHead || isBare ? 0 : Number(lengths[0]));
  if (bytes.length < used) return undefined;
  const body = bytes.toString('utf8', start, used);
  return { answer: { status: Number(status), head, body, closes: /\r\nconnection: *close/i.test(head) }, used };
}
