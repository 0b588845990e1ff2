/** The bare contract of a provider as a file, for tools that read one. */
import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { loadOnce } from '../../../conformance/run.ts';
import type { Provider } from '../../../servers/faults/dialect.ts';

/** Writes it, with the stage as its server, into a folder of its own. */
export async function writeBare(provider: Provider, url: string): Promise<string> {
  const { document } = await loadOnce(provider, true);
  const file = join(mkdtempSync(join(tmpdir(), 'hookspec-peer-')), 'openapi.json');
  writeFileSync(file, JSON.stringify({ ...document, servers: [{ url }] }));
  return file;
}
