import type { PlanContext } from '../../case.ts';
import { isSuccess } from '../../exchange.ts';
import { toRequestPlace } from '../../input.ts';
import type { Variant } from '../../variants.ts';
import { defineProtocolCheck, pickItemReader, pickReader, sendUnusual } from '../protocol-cases.ts';

/** A read of one resource by its path: routers that look at the beginning of a path alone take more behind it. */
function pickBelow(context: PlanContext): Variant | undefined {
  const reader = pickItemReader(context);
  return reader && toRequestPlace(reader.id)?.in === 'path' && reader.role === 'read' ? reader : undefined;
}

/** A path that names nothing is not answered with success. */
export const unknownPath = defineProtocolCheck({
  name: 'unknown-path',
  title: 'at a path that the contract does not have',
  pick: (context) => [pickReader(context), pickBelow(context)],
  async run(run, variant) {
    const { path } = variant.operation;
    const isBelow = variant.id !== undefined;
    const unknown = `${isBelow ? path : ''}/${run.values.marker}`;
    const exchange = await sendUnusual(run, variant, {
      cause: 'a path that names nothing',
      rewrite: (request) => {
        const url = request.url.split('?')[0]!;
        return { ...request, url: isBelow ? `${url}/${run.values.marker}` : url.slice(0, -path.length) + unknown };
      },
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
