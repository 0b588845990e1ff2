/** Every kind of break. */
import type { Break } from './break.ts';
import { payloadBreaks } from './payload.ts';
import { structureBreaks } from './structure.ts';

export const breaks: readonly Break[] = [...payloadBreaks, ...structureBreaks];
