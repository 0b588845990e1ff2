/** What a curl line needs for requests that curl would not write by itself. */
import type { WireRequest } from './exchange.ts';
import type { Repeated } from './repeated.ts';

/** Flags for how a request is written; the body is not among them. */
export function toFormFlags({ form }: Pick<WireRequest, 'form'>): string[] {
  if (!form) return [];
  return [
    ...(form.version === '1.0' ? ['--http1.0'] : []),
    ...(form.host === false ? ["-H 'Host:'"] : []),
    ...(form.framing === 'chunked' ? ["-H 'Transfer-Encoding: chunked'"] : []),
    ...(form.expectContinue ? ["-H 'Expect: 100-continue'"] : []),
  ];
}

/** A quoted text in which the shell writes out what the marks stand for. */
export function quoteRepeated(quoted: string, repeated: readonly Repeated[] = []): string {
  const isDouble = quoted.startsWith('"');
  return repeated.reduce((text, entry) => {
    const command = `$(${toFiller(entry)})`;
    return text.replaceAll(entry.mark, () => (isDouble ? command : `'"${command}"'`));
  }, quoted);
}

/**
 * A command that writes the body to standard output, where it is too long for a line or no text.
 * @returns undefined: the line can carry it
 */
export function toBodyCommand({ body, repeated = [], form }: WireRequest): string | undefined {
  if (form?.bytes) return `printf '${toOctal(form.bytes)}'`;
  if (body === undefined || !repeated.some(({ mark }) => body.includes(mark))) return undefined;
  const parts = repeated.reduce<(string | Repeated)[]>(
    (list, entry) => list.flatMap((part) => (typeof part === 'string' ? split(part, entry) : [part])),
    [body],
  );
  const commands = parts
    .filter((part) => part !== '')
    .map((part) => (typeof part === 'string' ? `printf %s '${part.replaceAll("'", `'\\''`)}'` : toFiller(part)));
  return `{ ${commands.join('; ')}; }`;
}

function split(text: string, entry: Repeated): (string | Repeated)[] {
  return text.split(entry.mark).flatMap((part, index) => (index === 0 ? [part] : [entry, part]));
}

function toFiller({ text, times }: Repeated): string {
  return `head -c ${times} /dev/zero | tr '\\0' '${text}'`;
}

/** Printable ASCII as it is, all other bytes as `printf` reads them. */
function toOctal(bytes: Uint8Array): string {
  return [...bytes]
    .map((byte) => {
      const character = String.fromCharCode(byte);
      if (character === '%') return '%%';
      return byte >= 0x20 && byte < 0x7f && !"'\\".includes(character)
        ? character
        : `\\${byte.toString(8).padStart(3, '0')}`;
    })
    .join('');
}
