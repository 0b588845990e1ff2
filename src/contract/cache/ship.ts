/** Step of the build: writes the plans that come with the package, so that its own contracts never start cold. */
import { readFile } from 'node:fs/promises';
import { compileDocument } from '../compile.ts';
import { findOrigin } from '../origin.ts';
import { packageRoot } from '../package-root.ts';
import { findRegistry } from '../registry.ts';
import { toText } from '../source/to-text.ts';
import { keepEntries } from './kept-registry.ts';
import { keepPlan } from './plan.ts';
import { shippedShelf } from './shelf.ts';

const cwd = packageRoot();
const { file, entries } = await findRegistry(cwd);
keepEntries(file, toText(await readFile(file)), entries, shippedShelf());
for (const { name } of entries) {
  const origin = await findOrigin(name, { cwd });
  keepPlan({ ...origin, options: {} }, await compileDocument(name, origin, { cwd }), shippedShelf());
}
