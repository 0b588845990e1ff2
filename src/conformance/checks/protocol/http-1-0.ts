import { nameOf } from '../../exchange.ts';
import { connect, defineProtocolCheck, pickReader, sendUnusual } from '../protocol-cases.ts';

/** An HTTP/1.0 client gets no transfer coding, which it does not know (RFC 9112, section 6.1); 426 and 505 refuse it. */
export const http10 = defineProtocolCheck({
  name: 'http-1-0',
  title: 'over HTTP/1.0',
  needsSocket: true,
  pick: (context) => [pickReader(context)],
  async run(run, variant) {
    const exchange = await sendUnusual(run, variant, {
      cause: 'HTTP/1.0',
      expect: { kind: 'anything', tolerated: [505] },
      via: connect(run, { version: '1.0' }),
    });
    if (!exchange?.response.headers.has('transfer-encoding')) return;
    run.report({
      code: 'OldVersionMishandled',
      message: `${nameOf(variant.operation)} answered an HTTP/1.0 request with a transfer coding, which HTTP/1.0 does not have.`,
      exchange,
      contractPointer: variant.operation.pointer,
      key: 'version',
    });
  },
});
