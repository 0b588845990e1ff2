/** Reads HTTP/1.1 answers from a socket: just enough to find the end of each, so that reading costs little. */

/** One whole answer. */
export interface Answer {
  readonly status: number;
  /** The header block as text, without the status line. */
  readonly head: string;
  readonly body: string;
}

/** Takes one answer from the start of `bytes`; undefined while it is incomplete. `used` says how many bytes it had. */
export function takeAnswer(bytes: Buffer): { answer: Answer; used: number } | undefined {
  const headEnd = bytes.indexOf('\r\n\r\n');
  if (headEnd < 0) return undefined;
  const head = bytes.toString('latin1', 0, headEnd);
  const start = headEnd + 4;
  const length = /\r\ncontent-length: *(\d+)/i.exec(head);
  const status = Number(head.slice(9, 12));
  const fields = head.slice(head.indexOf('\r\n') + 2);
  if (length) {
    const end = start + Number(length[1]);
    if (bytes.length < end) return undefined;
    return { answer: { status, head: fields, body: bytes.toString('utf8', start, end) }, used: end };
  }
  if (!/\r\ntransfer-encoding: *chunked/i.test(head))
    return { answer: { status, head: fields, body: '' }, used: start };
  return takeChunks(bytes, start, { status, head: fields });
}

function takeChunks(
  bytes: Buffer,
  start: number,
  known: Omit<Answer, 'body'>,
): { answer: Answer; used: number } | undefined {
  let at = start;
  let body = '';
  for (;;) {
    const lineEnd = bytes.indexOf('\r\n', at);
    if (lineEnd < 0) return undefined;
    const size = Number.parseInt(bytes.toString('latin1', at, lineEnd), 16);
    const next = lineEnd + 2 + size + 2;
    if (bytes.length < next) return undefined;
    if (size === 0) return { answer: { ...known, body }, used: next };
    body += bytes.toString('utf8', lineEnd + 2, lineEnd + 2 + size);
    at = next;
  }
}
