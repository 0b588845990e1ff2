/** Real documents to change: our contracts, and those of npm packages where they are installed. */
import { existsSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { parse } from 'yaml';
import { mergeDocument } from '../../../../src/contract/merge.ts';
import { type Node, asNode } from './node.ts';
import type { Random } from './random.ts';
import { slice } from './slice.ts';

/** One document. */
export interface RealDocument {
  readonly name: string;
  /** Do not change it: {@link takePart} copies. */
  readonly document: Node;
  /** Whether its paths say enough without the others: ours refer to each other in behaviour. */
  readonly isDivisible: boolean;
}

const contracts = ['lava', 'encrata', 'agentmessage', 'leadlex', 'control'];
/** Folders below test/ and files in their `node_modules`. */
const packaged = [
  ['third-party', '@octokit/openapi/generated/api.github.com.json'],
  ['third-party', '@directus/specs/dist/openapi.json'],
  ['third-party', '@figma/rest-api-spec/openapi/openapi.yaml'],
  ['third-party', '@blockfrost/openapi/openapi.yaml'],
  ['third-party', '@dopplerhq/mcp-server/doppler-openapi.json'],
  ['third-party', '@digdir/dialogporten-schema/swagger.verified.json'],
  ['third-party', '@ideal-postcodes/openapi/dist/openapi.yaml'],
  ['third-party', '@scalar/galaxy/dist/3.1.yaml'],
  ['third-party', '@readme/oas-examples/3.1/yaml/train-travel.yaml'],
  ['third-party', '@readme/oas-examples/3.0/yaml/star-trek.yaml'],
  ['bench/review', 'github-webhooks-12.1.0/generated/api.github.com.json'],
] as const;
/** A case changes a document of at most so many paths and events. */
const SIZE = 10;

/** Our contracts with their overlays, as their authors wrote them otherwise. */
export function loadContracts(): Promise<RealDocument[]> {
  const cwd = resolve(import.meta.dirname, '../../../..');
  return Promise.all(
    contracts.map(async (name) => {
      const { document } = await mergeDocument(name, { cwd });
      return { name, document: document as Node, isDivisible: false };
    }),
  );
}

/** Documents of packages; those that are not installed are left out. */
export function loadPackaged(): RealDocument[] {
  return packaged.flatMap(([folder, name]) => {
    const file = join(import.meta.dirname, '../../..', folder, 'node_modules', name);
    if (!existsSync(file)) return [];
    const text = readFileSync(file, 'utf8').replace(/^\uFEFF/, '');
    const document = (file.endsWith('.json') ? JSON.parse(text) : parse(text)) as Node;
    return [{ name, document, isDivisible: true }];
  });
}

/** A copy to change: the whole of a small document, some neighbouring paths and events of a large one. */
export function takePart({ document, isDivisible }: RealDocument, random: Random): Node {
  const paths = Object.keys(asNode(document['paths']) ?? {});
  const events = Object.keys(asNode(document['webhooks'] ?? document['x-webhooks']) ?? {});
  if (!isDivisible || paths.length + events.length <= 2 * SIZE) return structuredClone(document);
  return slice(document, takeSome(paths, random), takeSome(events, random));
}

function takeSome(names: readonly string[], random: Random): string[] {
  const start = random.below(Math.max(1, names.length - SIZE));
  return names.slice(start, start + SIZE);
}
