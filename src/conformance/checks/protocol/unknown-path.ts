import { isSuccess } from '../../exchange.ts';
import { defineProtocolCheck, pickReader, sendUnusual } from '../protocol-cases.ts';

/** A path that names nothing is not answered with success. */
export const unknownPath = defineProtocolCheck({
  name: 'unknown-path',
  title: 'at a path that the contract does not have',
  pick: (context) => [pickReader(context)],
  async run(run, variant) {
    const { path } = variant.operation;
    const unknown = `/${run.values.marker}`;
    const exchange = await sendUnusual(run, variant, {
      cause: 'a path that names nothing',
      rewrite: (request) => ({ ...request, url: request.url.split('?')[0]!.slice(0, -path.length) + unknown }),
    });
    if (!exchange || !isSuccess(exchange)) return;
    run.report({
      code: 'UnknownPathAccepted',
      message: `GET ${unknown} answered ${exchange.response.status}; the contract has no such path.`,
      exchange,
      contractPointer: '/paths',
      severity: 'warning',
      key: 'path',
    });
  },
});
