import { isSuccess, nameOf } from '../../exchange.ts';
import { findVariant } from '../../variants.ts';
import { defineProtocolCheck, pickWriters, requirePlain, sendUnusual, withHeader } from '../protocol-cases.ts';

/** `charset=utf-8` says what JSON is anyway and is accepted; another charset makes no server fail. */
export const charset = defineProtocolCheck({
  name: 'charset',
  title: 'with a charset in its content type',
  pick: pickWriters,
  async run(run, variant) {
    const type = run.values.media(variant.operation)!.type.split(';')[0]!;
    const json = type === '*/*' ? 'application/json' : type;
    const exchange = await sendUnusual(run, variant, { rewrite: withHeader('content-type', `${json}; charset=utf-8`) });
    if (exchange && !isSuccess(exchange) && exchange.response.status < 500) {
      await requirePlain(run, variant);
      run.report({
        code: 'CharsetRefused',
        message: `${nameOf(variant.operation)} answered ${exchange.response.status} to a valid body of the type ${json}; charset=utf-8.`,
        exchange,
        contractPointer: run.values.media(variant.operation)!.pointer,
        key: 'charset',
      });
    }
    const update = variant.resource && findVariant(run.variants, variant.resource, 'update');
    if (run.faults.length > 0 || (update && variant.role !== 'update')) return;
    await sendUnusual(run, variant, {
      cause: 'another charset than UTF-8',
      rewrite: withHeader('content-type', `${json}; charset=utf-16`),
    });
  },
});
