import {
  checkAlive,
  defineProtocolCheck,
  pickReader,
  pickWriter,
  rawIfPossible,
  sendUnusual,
  withText,
} from '../protocol-cases.ts';

const LEVELS = 10_000;

/** JSON of ten thousand levels is refused, or the connection is closed; the server lives on. */
export const deepNesting = defineProtocolCheck({
  name: 'deep-nesting',
  title: `with JSON of ${LEVELS} levels`,
  pick: (context) => [pickWriter(context)],
  async run(run, variant) {
    const cause = `JSON of ${LEVELS} levels`;
    await sendUnusual(run, variant, {
      cause,
      mayClose: true,
      ...rawIfPossible(run, {}),
      rewrite: withText(() => '['.repeat(LEVELS) + ']'.repeat(LEVELS)),
    });
    await checkAlive(run, pickReader(run), cause);
  },
});
