/** Preload: lets a program that imports `hookspec/…` run on the sources of this repository. */
import { registerHooks } from 'node:module';

const root = new URL('../../', import.meta.url);

registerHooks({
  resolve(specifier, context, next) {
    if (specifier === 'hookspec/webhooks') return next(new URL('src/delivery/receive/webhooks.ts', root).href, context);
    const client = /^hookspec\/clients\/([^/]+)\/webhooks$/.exec(specifier)?.[1];
    return next(client ? new URL(`generated/${client}/webhooks.ts`, root).href : specifier, context);
  },
});
