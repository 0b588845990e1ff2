import { getAt } from '../../../contract/pointer.ts';
import { type Exchange, isSuccess } from '../../exchange.ts';
import { idOf } from '../../listing.ts';
import { prepareInput } from '../../targets.ts';
import { readInput } from '../../input.ts';
import type { Variant } from '../../variants.ts';
import { defineProtocolCheck, pickItemReader, pickReader, sendUnusual } from '../protocol-cases.ts';

/** A path with a slash at its end is the same resource or none, never another one. */
export const trailingSlash = defineProtocolCheck({
  name: 'trailing-slash',
  title: 'with a slash at the end of its path',
  pick: (context) => [pickReader(context), pickItemReader(context)],
  async run(run, variant) {
    const input = await prepareInput(run, variant);
    const exchange = await sendUnusual(run, variant, {
      input,
      cause: 'a slash at the end of the path',
      rewrite: (request) => ({ ...request, url: request.url.replace(/(?=\?|$)/, '/') }),
    });
    if (!exchange || !isSuccess(exchange) || isSame(variant, exchange, readInput(input, variant.id))) return;
    run.report({
      code: 'PathMisread',
      message: `GET ${variant.operation.path}/ answered ${exchange.response.status} with something else than GET ${variant.operation.path}.`,
      exchange,
      contractPointer: variant.operation.pointer,
      severity: 'warning',
      key: 'slash',
    });
  },
});

function isSame({ role, spec, resource }: Variant, { response }: Exchange, id: unknown): boolean {
  const value = getAt(response.json, spec?.at ?? '');
  if (role === 'list') return Array.isArray(value);
  return role !== 'read' || resource === undefined || idOf(resource, value) === String(id);
}
