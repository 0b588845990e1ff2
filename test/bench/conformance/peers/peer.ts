/** What another tool is asked: does it complain about the server that is on the stage? */
import type { Provider } from '../../../servers/faults/dialect.ts';
import type { Stage } from './stage.ts';

/** A tool that was started for one provider, with the bare contract. */
export interface Started extends AsyncDisposable {
  /** What it complains about; empty: nothing. */
  judge(): Promise<readonly string[]>;
}

/** Another tool. */
export interface Peer {
  readonly name: string;
  /** How it was used. */
  readonly use: string;
  /** What it does better. */
  readonly better: string;
  start(provider: Provider, stage: Stage): Promise<Started>;
}
