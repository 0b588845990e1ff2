import { defineProtocolCheck, pickReader, sendUnusual, withHeader } from '../protocol-cases.ts';

/** A client that accepts only an unknown type gets 406 or the documented type, one that accepts any the documented one. */
export const unacceptableAccept = defineProtocolCheck({
  name: 'unacceptable-accept',
  title: 'for a client that accepts only an unknown type, or any',
  pick: (context) => [pickReader(context)],
  async run(run, variant) {
    await sendUnusual(run, variant, {
      expect: { kind: 'probe' },
      cause: 'an Accept header with an unknown type',
      rewrite: withHeader('accept', 'application/vnd.hookspec.unknown'),
    });
    // What most programs send that do not care.
    await sendUnusual(run, variant, { expect: { kind: 'success' }, rewrite: withHeader('accept', '*/*') });
  },
});
