/** Pairs whose label is right and whose report differs from it: what, and why it stays so. None at present. */
export const known: Readonly<Record<string, string>> = {};
