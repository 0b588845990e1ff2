/** Fetches the packages and makes sure that the documents are the pinned ones. */
import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import type { ThirdPartyDocument } from './documents.ts';

const folder = import.meta.dirname;

/** Installs the locked packages beside this file, unless they are there. Nothing in them is run. */
export async function installPackages(documents: readonly ThirdPartyDocument[]): Promise<void> {
  if (documents.every((document) => existsSync(pathOf(document)))) return;
  process.stderr.write('installing the packages into test/third-party/node_modules\n');
  await promisify(execFile)('npm', ['ci', '--ignore-scripts', '--prefix', folder]);
}

/** Absolute path of a document. */
export function pathOf({ name, file }: ThirdPartyDocument): string {
  return join(folder, 'node_modules', name, file);
}

/**
 * Compares a document with its pinned content.
 * @throws Error when it is another one
 */
export async function assertPinned(document: ThirdPartyDocument): Promise<void> {
  const found = createHash('sha256')
    .update(await readFile(pathOf(document)))
    .digest('hex');
  if (found !== document.sha256) {
    throw new Error(`${document.name}/${document.file} has the SHA-256 ${found}, pinned is ${document.sha256}.`);
  }
}

/** Version of a document's package. */
export async function versionOf({ name }: ThirdPartyDocument): Promise<string> {
  const text = await readFile(join(folder, 'node_modules', name, 'package.json'), 'utf8');
  return (JSON.parse(text) as { version: string }).version;
}
