import { isSuccess, nameOf } from '../../exchange.ts';
import { connect, defineProtocolCheck, pickWriter, requirePlain, sendUnusual } from '../protocol-cases.ts';

/** Header names in capitals are the same headers (RFC 9110, section 5.1). */
export const headerNameCase = defineProtocolCheck({
  name: 'header-name-case',
  title: 'with header names in capitals',
  needsSocket: true,
  pick: (context) => [pickWriter(context)],
  async run(run, variant) {
    const exchange = await sendUnusual(run, variant, {
      cause: 'header names in capitals',
      via: connect(run, { capitals: true }),
    });
    if (!exchange || isSuccess(exchange) || exchange.response.status >= 500) return;
    await requirePlain(run, variant);
    run.report({
      code: 'HeaderCaseSensitive',
      message: `${nameOf(variant.operation)} answered ${exchange.response.status} to a valid request with header names in capitals.`,
      exchange,
      contractPointer: variant.operation.pointer,
      key: 'header names',
    });
  },
});
