import { checkAlive, defineProtocolCheck, pickReader, pickWriter, sendExtreme } from '../protocol-cases.ts';

const LEVELS = 10_000;
const OPEN = `__${LEVELS}_OPEN__`;
const CLOSE = `__${LEVELS}_CLOSE__`;

/** JSON of ten thousand levels is refused, or the connection is closed; the server lives on. */
export const deepNesting = defineProtocolCheck({
  name: 'deep-nesting',
  title: `with JSON of ${LEVELS} levels`,
  pick: (context) => [pickWriter(context)],
  async run(run, variant) {
    const cause = `JSON of ${LEVELS} levels`;
    const exchange = await sendExtreme(run, variant, {
      cause,
      rewrite: (request) => ({
        ...request,
        body: OPEN + CLOSE,
        repeated: [
          { mark: OPEN, text: '[', times: LEVELS },
          { mark: CLOSE, text: ']', times: LEVELS },
        ],
      }),
    });
    // Who refuses it as any other body is alive, and is asked for more at once.
    if (!exchange || exchange.response.status >= 500) await checkAlive(run, pickReader(run), cause);
  },
});
