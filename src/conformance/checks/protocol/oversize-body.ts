import { checkAlive, defineProtocolCheck, pickReader, pickWriter, sendExtreme, withText } from '../protocol-cases.ts';

const MEGABYTES = 5;
const MARK = `__${MEGABYTES}_MB_OF_BLANKS__`;

/** A body of some megabytes is read, or refused, or the connection is closed; the server lives on. */
export const oversizeBody = defineProtocolCheck({
  name: 'oversize-body',
  title: `with a body of ${MEGABYTES} MB`,
  pick: (context) => [pickWriter(context)],
  async run(run, variant) {
    const cause = `a body of ${MEGABYTES} MB`;
    await sendExtreme(run, variant, {
      cause,
      // Blanks change nothing of what the body says.
      rewrite: (request) => ({
        ...withText((text) => `{${MARK}${text.slice(1)}`)(request),
        repeated: [{ mark: MARK, text: ' ', times: MEGABYTES * 1_000_000 }],
      }),
    });
    await checkAlive(run, pickReader(run), cause);
  },
});
