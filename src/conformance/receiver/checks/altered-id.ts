import { defineForgery } from '../define.ts';
import { withHeader } from '../forge.ts';

/** An id that is signed cannot be exchanged: whoever replays a delivery would pass for new. */
export const alteredId = defineForgery({
  name: 'altered-id',
  title: 'refuses a delivery whose signed id was altered',
  code: 'AlteredIdAccepted',
  what: 'a delivery whose signed id was altered',
  skip: ({ id, content }) =>
    id && content.includes('$id') ? undefined : 'the signature does not cover an id in a header',
  forge: (run) => withHeader(run.good(), run.scheme.id!.header, run.build().id),
});
