/** Fetches the packages: another differ, and published versions of documents. */
import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { documents } from '../../third-party/documents.ts';
import { installPackages as installThirdParty } from '../../third-party/install.ts';

const folder = import.meta.dirname;

/** Installs the locked packages beside this file and those of `npm run third-party`, unless they are there. Nothing in them is run but oasdiff. */
export async function installPackages(): Promise<void> {
  await installThirdParty(documents);
  if (existsSync(join(folder, 'node_modules'))) return;
  process.stderr.write('installing the packages into test/bench/review/node_modules\n');
  await promisify(execFile)('npm', ['ci', '--ignore-scripts', '--prefix', folder]);
}
