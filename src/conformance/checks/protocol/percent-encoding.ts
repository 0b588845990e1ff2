import { type CaseRun, Skip } from '../../case.ts';
import { isSuccess } from '../../exchange.ts';
import { type Input, readInput } from '../../input.ts';
import { prepareInput } from '../../targets.ts';
import type { Variant } from '../../variants.ts';
import { defineProtocolCheck, pickItemReader, requirePlain, sendExtreme } from '../protocol-cases.ts';

/** Escapes that name nothing: a broken one, a slash, a null byte. */
const ODD = ['%zz', '..%2F..%2F', '%00'];

/** An encoded letter is the letter (RFC 3986, section 2.3), and odd escapes make no server fail. */
export const percentEncoding = defineProtocolCheck({
  name: 'percent-encoding',
  title: 'with escapes in its URL',
  pick: (context) => [pickItemReader(context)],
  async run(run, variant) {
    const input = await prepareInput(run, variant);
    const id = String(readInput(input, variant.id));
    const last = id.at(-1) ?? '';
    if (!/^[\w-]$/.test(last)) throw new Skip(`the id ${id} ends in no letter or digit`);
    const encoded = `${encodeURIComponent(id.slice(0, -1))}%${last.charCodeAt(0).toString(16).toUpperCase()}`;
    const exchange = await send(run, variant, input, id, encoded, 'an encoded letter in the URL');
    if (exchange && !isSuccess(exchange) && exchange.response.status < 500) {
      await requirePlain(run, variant);
      run.report({
        code: 'EncodedPathNotFound',
        message: `GET ${variant.operation.path} answered ${exchange.response.status} for the id ${encoded}, which is ${id}.`,
        exchange,
        contractPointer: variant.operation.pointer,
        severity: 'warning',
        key: 'encoding',
      });
    }
    for (const odd of ODD) await send(run, variant, input, id, odd, 'an odd escape in the URL');
  },
});

function send(run: CaseRun, variant: Variant, input: Input, id: string, text: string, cause: string) {
  return sendExtreme(run, variant, {
    input,
    cause,
    rewrite: (request) => {
      const at = request.url.lastIndexOf(encodeURIComponent(id));
      const rest = request.url.slice(at + encodeURIComponent(id).length);
      return { ...request, url: request.url.slice(0, at) + text + rest };
    },
  });
}
