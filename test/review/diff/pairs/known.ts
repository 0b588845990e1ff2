/** Pairs whose label is right and whose report differs from it: what, and why it stays so. */

const UNION = 'A union whose branch is changed is reported as a change of its own beside what changed in the branch.';

export const known: Readonly<Record<string, string>> = {
  'request-body-more: what a nullable union refers to tightens, and the union is no change of its own': UNION,
  'request-body-more: a tree that refers to itself through a nullable union tightens once': UNION,
};
