import { isSuccess, nameOf } from '../../exchange.ts';
import { connect, defineProtocolCheck, pickWriter, requirePlain, sendUnusual } from '../protocol-cases.ts';

/** A body in chunks is read like others (RFC 9112, section 7.1); 411 says that a length is wanted. */
export const chunkedBody = defineProtocolCheck({
  name: 'chunked-body',
  title: 'with a body in chunks',
  needsSocket: true,
  // A create shows that the body was read: without one it would be refused.
  pick: (context) => [pickWriter(context, 'create')],
  async run(run, variant) {
    const exchange = await sendUnusual(run, variant, {
      cause: 'a body in chunks',
      via: connect(run, { framing: 'chunked' }),
    });
    if (!exchange || isSuccess(exchange) || exchange.response.status === 411 || exchange.response.status >= 500) return;
    await requirePlain(run, variant);
    run.report({
      code: 'ChunkedBodyNotRead',
      message: `${nameOf(variant.operation)} answered ${exchange.response.status} to a valid body that was sent in chunks.`,
      exchange,
      contractPointer: variant.operation.pointer,
      key: 'chunked',
    });
  },
});
