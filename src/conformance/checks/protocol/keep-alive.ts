import { type CaseRun, Skip, type Step } from '../../case.ts';
import { NO_WRONG_TOKEN, wrongTokens } from '../../credentials.ts';
import { type Exchange, isSuccess } from '../../exchange.ts';
import { NoAnswer } from '../../failure.ts';
import { prepareInput } from '../../targets.ts';
import type { Variant } from '../../variants.ts';
import { attempt, connect, defineProtocolCheck, pickReader, pickWriter, sendUnusual } from '../protocol-cases.ts';

/**
 * After a request that is refused early, the next one on the same connection is answered rightly, or the connection
 * is closed: the body of the refused request is not taken for a request (RFC 9112, section 9.3).
 */
export const keepAlive = defineProtocolCheck({
  name: 'keep-alive',
  title: 'and the next request on the same connection',
  needsSocket: true,
  pick: (context) => [pickWriter(context, 'create')],
  async run(run, variant) {
    const reader = pickReader(run);
    if (!reader) throw new Skip('no operation can be read without an id');
    const { cut } = wrongTokens(run.contract, run.tokens.main);
    if (cut === undefined) throw new Skip(NO_WRONG_TOKEN.cut);
    await sendPair(run, variant, reader, { credentials: { kind: 'wrong', token: cut } }, 'a refused token');
    if (run.faults.length > 0) return;
    const rewrite: Step['rewrite'] = (request) => ({ ...request, url: `${request.url}/${run.values.marker}/unknown` });
    await sendPair(run, variant, reader, { rewrite }, 'an unknown path');
  },
});

async function sendPair(run: CaseRun, variant: Variant, reader: Variant, step: Partial<Step>, after: string) {
  const via = connect(run, { keepAlive: true });
  try {
    const input = await prepareInput(run, variant);
    await sendUnusual(run, variant, { input, ...step, via, mayClose: true, cause: 'a request that is refused early' });
    if (!via.isOpen) return;
    const second = { variant: reader, input: run.values.input(reader), expect: { kind: 'anything' as const } };
    const answer = await attemptSecond(run, { ...second, via, mayClose: true });
    if (answer === 'closed' || (answer !== undefined && isSuccess(answer))) return;
    // What a new connection does not answer either has another cause.
    const fresh = await attempt(run, { ...second, mayClose: true });
    if (!fresh || !isSuccess(fresh)) return;
    run.report({
      code: 'ConnectionBroken',
      message: `After ${after} the next request on the connection was answered ${answer?.response.status ?? 'in no readable way'}; on a new connection ${fresh.response.status}.`,
      operation: variant.operation,
      ...(answer && { exchange: answer }),
      contractPointer: variant.operation.pointer,
      key: 'connection',
    });
  } finally {
    via.close();
  }
}

/** A server may close a connection at any time. */
async function attemptSecond(run: CaseRun, step: Step): Promise<Exchange | 'closed' | undefined> {
  try {
    return await run.send(step);
  } catch (error) {
    if (!(error instanceof NoAnswer)) throw error;
    return error.kind === 'connection' ? 'closed' : undefined;
  }
}
