import { defineForgery } from '../define.ts';

/** A delivery without a signature is refused. */
export const unsigned = defineForgery({
  name: 'unsigned',
  title: 'refuses a delivery without a signature',
  code: 'UnsignedAccepted',
  what: 'a delivery without a signature',
  forge: (run) => run.build(),
});
