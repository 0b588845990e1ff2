import { isSuccess, nameOf } from '../../exchange.ts';
import { connect, defineProtocolCheck, pickReader, sendUnusual } from '../protocol-cases.ts';

/** An HTTP/1.1 request without Host is refused (RFC 9112, section 3.2). */
export const missingHost = defineProtocolCheck({
  name: 'missing-host',
  title: 'without Host',
  needsSocket: true,
  pick: (context) => [pickReader(context)],
  async run(run, variant) {
    const exchange = await sendUnusual(run, variant, {
      cause: 'a request without Host',
      mayClose: true,
      via: connect(run, { host: false }),
    });
    if (!exchange || !isSuccess(exchange)) return;
    run.report({
      code: 'HostNotRequired',
      message: `${nameOf(variant.operation)} answered ${exchange.response.status} to an HTTP/1.1 request without Host.`,
      exchange,
      contractPointer: variant.operation.pointer,
      severity: 'warning',
      key: 'host',
    });
  },
});
