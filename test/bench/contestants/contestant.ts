/** A server that takes part. */
import type { Kind } from '../requests.ts';

/** How to start a server and what it answers. */
export interface Contestant {
  /** Name in the tables. */
  readonly name: string;
  /** Arguments of `node`, to listen on `port` of 127.0.0.1. */
  readonly args: (port: number) => readonly string[];
  readonly env?: Readonly<Record<string, string>>;
  /** What stands before `/webhooks`. */
  readonly basePath: string;
  readonly status: Readonly<Record<Kind, number>>;
  /** The command as a reader would type it, without machine paths. */
  readonly command: string;
  /** What it logs and how that was switched off, in one sentence. */
  readonly logging: string;
}
