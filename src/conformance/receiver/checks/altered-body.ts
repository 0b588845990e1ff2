import { withBody } from '../delivery.ts';
import { defineForgery } from '../define.ts';

/** A body that is not the one that was signed is refused. */
export const alteredBody = defineForgery({
  name: 'altered-body',
  title: 'refuses a body that is not the one that was signed',
  code: 'AlteredBodyAccepted',
  what: 'a body that was altered after it was signed',
  skip: ({ content }) =>
    content.includes('$body') || content.includes('$form') ? undefined : 'the body is not signed',
  forge(run) {
    const other = run.good();
    const delivery = run.good();
    const text = Buffer.from(delivery.body).toString();
    return [
      {
        delivery: withBody(delivery, `${text.slice(0, -1)} ${text.slice(-1)}`),
        what: 'a body that has one blank more than was signed',
      },
      {
        delivery: {
          ...delivery,
          headers: other.headers,
          body: Buffer.from(`${text.slice(0, -1)},"hookspec_forged":true}`),
          isRight: false,
        },
        what: 'the signature of another delivery',
      },
    ];
  },
});
