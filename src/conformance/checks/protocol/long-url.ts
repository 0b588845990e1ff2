import { addQuery } from '../../wire.ts';
import { defineProtocolCheck, pickReader, sendExtreme, withHeader } from '../protocol-cases.ts';

/** Beyond what common servers read: 8 to 16 KiB for the whole head. */
const LENGTH = 20_000;
const MARK = `__${LENGTH}_LETTERS__`;
const repeated = [{ mark: MARK, text: 'x', times: LENGTH }];

/** A very long URL, and a very long header, make no server fail. */
export const longUrl = defineProtocolCheck({
  name: 'long-url',
  title: 'with a very long URL and a very long header',
  pick: (context) => [pickReader(context)],
  async run(run, variant) {
    await sendExtreme(run, variant, {
      cause: 'a very long URL',
      rewrite: (request) => ({ ...request, repeated, url: addQuery(request.url, 'hookspec', MARK) }),
    });
    await sendExtreme(run, variant, {
      cause: 'a very long header',
      rewrite: (request) => ({ ...withHeader('x-hookspec', MARK)(request), repeated }),
    });
  },
});
