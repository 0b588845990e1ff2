import { defineProtocolCheck, connect, pickWriter, sendUnusual } from '../protocol-cases.ts';
import { prepareInput } from '../../targets.ts';

/** A body with bytes that are not UTF-8 makes no server fail. */
export const invalidUtf8 = defineProtocolCheck({
  name: 'invalid-utf8',
  title: 'with bytes that are not UTF-8',
  needsSocket: true,
  pick: (context) => [pickWriter(context)],
  async run(run, variant) {
    const input = await prepareInput(run, variant, { full: true });
    const body = Buffer.from(JSON.stringify(input.body));
    const at = body.indexOf(run.values.marker);
    const place = at < 0 ? Math.max(1, body.indexOf(':"') + 2) : at;
    const bytes = Buffer.concat([body.subarray(0, place), Buffer.from([0xff, 0xc3]), body.subarray(place)]);
    await sendUnusual(run, variant, {
      input,
      cause: 'a body that is not UTF-8',
      via: connect(run, { bytes }),
    });
  },
});
