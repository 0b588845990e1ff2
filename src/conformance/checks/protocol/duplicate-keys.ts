import { prepareInput } from '../../targets.ts';
import { defineProtocolCheck, pickWriter, sendUnusual, withText } from '../protocol-cases.ts';

/** A body that names a property twice makes no server fail. RFC 8259, section 4, leaves open what it means. */
export const duplicateKeys = defineProtocolCheck({
  name: 'duplicate-keys',
  title: 'with a body that names a property twice',
  pick: (context) => [pickWriter(context)],
  async run(run, variant) {
    await sendUnusual(run, variant, {
      input: await prepareInput(run, variant, { full: true }),
      cause: 'a property that is named twice',
      rewrite: withText((text) => {
        const body = JSON.parse(text) as Record<string, unknown>;
        const [first] = Object.entries(body);
        return first ? `{${JSON.stringify(first[0])}:${JSON.stringify(first[1])},${text.slice(1)}` : text;
      }),
    });
  },
});
