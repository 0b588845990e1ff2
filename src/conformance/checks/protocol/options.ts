import { defineProtocolCheck, pickReader, sendUnusual } from '../protocol-cases.ts';

/** OPTIONS makes no server fail. */
export const options = defineProtocolCheck({
  name: 'options',
  title: 'as OPTIONS',
  pick: (context) => [pickReader(context)],
  async run(run, variant) {
    await sendUnusual(run, variant, {
      cause: 'OPTIONS',
      expect: { kind: 'anything', tolerated: [501] },
      rewrite: (request) => ({ ...request, method: 'OPTIONS' }),
    });
  },
});
