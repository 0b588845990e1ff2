/** Preloaded with `--import`: writes the names of the packages that the process has loaded to the file `IMPORTS_LOG`. */
import { writeFileSync } from 'node:fs';
import { registerHooks } from 'node:module';

const packages = new Set<string>();

registerHooks({
  load(url, context, nextLoad) {
    const name = /\/node_modules\/((?:@[^/]+\/)?[^/]+)\//.exec(url)?.[1];
    if (name !== undefined) packages.add(name);
    return nextLoad(url, context);
  },
});
process.on('exit', () => writeFileSync(process.env.IMPORTS_LOG!, JSON.stringify([...packages].sort())));
