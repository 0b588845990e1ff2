/** The wrong Lava servers. */
import { catalogue } from './catalogue.ts';

/** The part of the catalogue that is Lava's. */
export const lavaFaults = catalogue.lava;
