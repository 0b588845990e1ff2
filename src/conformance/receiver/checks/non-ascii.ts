import { Skip } from '../../case.ts';
import { defineAccepted } from '../define.ts';
import { isValidPayload, listTexts, readPayload } from '../payloads.ts';

/** Letters, ideographs and an emoji: two, three and four bytes of UTF-8. */
const TEXT = 'Zoë Müller 漢字 🎉';

/** Letters beyond ASCII, as UTF-8, do not break the signature. */
export const nonAscii = defineAccepted({
  name: 'non-ascii',
  phase: 'deliveries',
  title: 'accepts letters beyond ASCII',
  code: 'NonAsciiRefused',
  what: `a payload with the text ${TEXT}`,
  make(run) {
    const built = run.build();
    const payload = readPayload(built);
    const places = ['/hookspec_added', ...listTexts(payload)];
    const fits = places
      .map((pointer) => run.change(built, { [pointer]: TEXT }))
      .find((delivery) => isValidPayload(run, run.event, readPayload(delivery)));
    if (!fits) throw new Skip('no text of the payload may be changed');
    return run.sign(fits);
  },
});
