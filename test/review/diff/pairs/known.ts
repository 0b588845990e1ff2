/** Pairs whose label is right and whose report differs from it: what, and why it stays so. */
export const known: Readonly<Record<string, string>> = {
  'request-body-more: what a nullable union refers to tightens, and the union is no change of its own':
    'A branch of a union that has another component name is taken for another alternative, and the old one for removed.',
};
