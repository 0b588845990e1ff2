import type { CaseRun } from '../../case.ts';
import { type Exchange, isSuccess } from '../../exchange.ts';
import type { Input } from '../../input.ts';
import { prepareInput } from '../../targets.ts';
import type { Variant } from '../../variants.ts';
import { defineProtocolCheck, pickItemReader, pickReader, rawIfPossible, sendUnusual } from '../protocol-cases.ts';

/** Statuses that say there is no HEAD here. */
const NONE = [404, 405, 501];

/** HEAD is answered as GET is, without the body (RFC 9110, section 9.3.2). A server that has no HEAD says so. */
export const head = defineProtocolCheck({
  name: 'head',
  title: 'as HEAD',
  pick: (context) => [pickReader(context), pickItemReader(context)],
  async run(run, variant) {
    const input = await prepareInput(run, variant);
    const get = await sendUnusual(run, variant, { input });
    if (!get || !isSuccess(get)) return;
    const answer = await sendUnusual(run, variant, {
      input,
      cause: 'HEAD',
      expect: { kind: 'anything', tolerated: NONE },
      rewrite: (request) => ({ ...request, method: 'HEAD' }),
      ...rawIfPossible(run),
    });
    if (!answer || NONE.includes(answer.response.status) || answer.response.status >= 500) return;
    compare(run, get, answer);
    if (run.faults.length === 0) await compareLength(run, variant, input, get, answer);
  },
});

/** A length that HEAD tells is that of the body which GET has (RFC 9110, section 8.6). */
async function compareLength(run: CaseRun, variant: Variant, input: Input, get: Exchange, answer: Exchange) {
  const told = answer.response.headers.get('content-length');
  const isCoded = [get, answer].some(({ response }) => response.headers.has('content-encoding'));
  if (told === null || isCoded || Number(told) === get.response.bytes.length) return;
  // A body that is another one each time has no length to compare with.
  const again = await sendUnusual(run, variant, { input });
  if (!again || !isSuccess(again) || again.response.bytes.length !== get.response.bytes.length) return;
  run.report({
    code: 'HeadDiffers',
    message: `HEAD ${variant.operation.path} was answered with Content-Length: ${told}; GET has ${get.response.bytes.length} bytes.`,
    exchange: answer,
    contractPointer: variant.operation.pointer,
    expected: `${get.response.bytes.length} bytes, or no length`,
    received: told,
    key: 'head',
  });
}

function compare(run: CaseRun, get: Exchange, answer: Exchange): void {
  const { operation, response } = answer;
  const [wanted, got] = [get, answer].map((exchange) => exchange.response.headers.get('content-type'));
  const what =
    response.surplus || response.bytes.length > 0
      ? 'with a body'
      : response.status !== get.response.status
        ? `${response.status}, and GET ${get.response.status}`
        : got !== null && wanted !== got
          ? `with the content type ${got}, and GET with ${wanted}`
          : undefined;
  if (what === undefined) return;
  run.report({
    code: 'HeadDiffers',
    message: `HEAD ${operation.path} was answered ${what}.`,
    exchange: answer,
    contractPointer: operation.pointer,
    key: 'head',
  });
}
