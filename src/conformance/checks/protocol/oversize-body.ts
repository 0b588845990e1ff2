import {
  checkAlive,
  defineProtocolCheck,
  pickReader,
  pickWriter,
  rawIfPossible,
  sendUnusual,
  withText,
} from '../protocol-cases.ts';

const MEGABYTES = 5;

/** A body of some megabytes is read, or refused, or the connection is closed; the server lives on. */
export const oversizeBody = defineProtocolCheck({
  name: 'oversize-body',
  title: `with a body of ${MEGABYTES} MB`,
  pick: (context) => [pickWriter(context)],
  async run(run, variant) {
    const cause = `a body of ${MEGABYTES} MB`;
    await sendUnusual(run, variant, {
      cause,
      mayClose: true,
      ...rawIfPossible(run, {}),
      // Blanks change nothing of what the body says.
      rewrite: withText((text) => `{${' '.repeat(MEGABYTES * 1_000_000)}${text.slice(1)}`),
    });
    await checkAlive(run, pickReader(run), cause);
  },
});
