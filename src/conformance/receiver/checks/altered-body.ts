import { withBody } from '../delivery.ts';
import { defineForgery } from '../define.ts';

/** The end of the last text in JSON. */
const LAST_LETTER = /^(.*)[A-Za-z0-9](?="[^"]*$)/s;

/** A body that is not the one that was signed is refused. */
export const alteredBody = defineForgery({
  name: 'altered-body',
  title: 'refuses a body that is not the one that was signed',
  code: 'AlteredBodyAccepted',
  what: 'a body that was altered after it was signed',
  skip: ({ content }) =>
    content.includes('$body') || content.includes('$form') ? undefined : 'the body is not signed',
  async forge(run) {
    const delivery = run.good();
    const text = Buffer.from(delivery.body).toString();
    // A signature that was right once must not be a pass.
    const other = run.good();
    await run.send(other);
    return [
      {
        delivery: withBody(delivery, text.replace(LAST_LETTER, '$1~')),
        what: 'a body of which one letter was altered',
      },
      {
        delivery: withBody(other, text.replace(LAST_LETTER, '$1~')),
        what: 'another body under the signature of a delivery that came before',
      },
    ];
  },
});
