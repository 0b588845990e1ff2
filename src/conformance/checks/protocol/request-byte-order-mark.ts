import { defineProtocolCheck, pickWriter, sendUnusual, withText } from '../protocol-cases.ts';

/** A byte order mark before the body makes no server fail. RFC 8259, section 8.1, allows to ignore it and to refuse it. */
export const requestByteOrderMark = defineProtocolCheck({
  name: 'request-byte-order-mark',
  title: 'with a byte order mark before its body',
  pick: (context) => [pickWriter(context)],
  async run(run, variant) {
    await sendUnusual(run, variant, {
      // To most readers this is no JSON, and one that fails on it fails on others too.
      cause: 'a body that is not JSON',
      rewrite: withText((text) => `\uFEFF${text}`),
    });
  },
});
