/** A server that plays one wrong or right server after the other at the same address, for tools that start slowly. */
import { providers } from '../../../servers/faults/catalogue.ts';
import type { Provider } from '../../../servers/faults/dialect.ts';
import { type Handle, listen, type Listening } from '../../../servers/reference/support/http.ts';

/** The stage of one provider. */
export interface Stage extends AsyncDisposable {
  /** Base path included. */
  readonly url: string;
  /** Puts a fresh server on, changed or not. */
  play(wrap?: (handle: Handle) => Handle): void;
}

/** Opens a stage. */
export async function openStage(provider: Provider): Promise<Stage> {
  const { create } = providers[provider];
  let current: Handle = create({ quotas: false }).handle;
  const { basePath } = create();
  const server: Listening = await listen((request) => current(request), basePath);
  return {
    url: server.url,
    play(wrap = (handle) => handle) {
      current = wrap(create({ quotas: false }).handle);
    },
    [Symbol.asyncDispose]: () => server.close(),
  };
}
