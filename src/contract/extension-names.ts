/** The names of our extensions, without their schemas: whoever only needs a name does not load a validator. */

/** Every extension that hookspec knows, in alphabetical order; other `x-` names are other people's. */
export const extensionNames = [
  'x-action',
  'x-evidence',
  'x-keys',
  'x-outcomes',
  'x-public-address',
  'x-rate-limit',
  'x-resource',
  'x-view',
  'x-webhook-delivery',
  'x-webhook-signature',
] as const;

/** Name of one of our extensions. */
export type ExtensionName = (typeof extensionNames)[number];

/** Something wrong in a contract: a place in its document and one sentence that says what to do. */
export interface Problem {
  readonly pointer: string;
  readonly message: string;
}

/**
 * Everything wrong with the form of an extension's value.
 * @param pointer JSON pointer of the value in its document
 */
export type CheckForm = (name: ExtensionName, value: unknown, pointer: string) => readonly Problem[];
