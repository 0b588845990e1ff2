import { isSuccess, nameOf } from '../../exchange.ts';
import { connect, defineProtocolCheck, pickWriter, requirePlain, sendUnusual } from '../protocol-cases.ts';

/** A request that waits for `100 Continue` is answered like others, or with 417 (RFC 9110, section 10.1.1). */
export const expectContinue = defineProtocolCheck({
  name: 'expect-continue',
  title: 'with Expect: 100-continue',
  needsSocket: true,
  pick: (context) => [pickWriter(context)],
  async run(run, variant) {
    const exchange = await sendUnusual(run, variant, {
      cause: 'Expect: 100-continue',
      via: connect(run, { expectContinue: true }),
    });
    if (!exchange || isSuccess(exchange) || exchange.response.status === 417 || exchange.response.status >= 500) return;
    await requirePlain(run, variant);
    run.report({
      code: 'ContinueNotSent',
      message: `${nameOf(variant.operation)} answered ${exchange.response.status} to a valid request with Expect: 100-continue.`,
      exchange,
      contractPointer: variant.operation.pointer,
      key: 'continue',
    });
  },
});
