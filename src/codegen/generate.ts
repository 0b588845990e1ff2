/** From a contract to its generated files. Nothing here reads or writes a file. */
import type { Contract } from '../contract/types.ts';
import { renderClient } from './client-file.ts';
import { toHeader, toJsonHeader } from './header.ts';
import { renderTypes } from './types-file.ts';
import { renderWebhooks } from './webhooks-file.ts';

/** A file that the contract determines byte by byte. */
export interface GeneratedFile {
  /** File name, e.g. `types.ts`. */
  readonly name: string;
  readonly text: string;
}

/**
 * Makes the files of one contract: `openapi.json` (overlay applied, OpenAPI 3.1, one file), `types.ts` (operations,
 * schemas and event payloads), `client.ts` (a client on openapi-fetch) and, where it has events, `webhooks.ts` (what a
 * receiver needs). The same contract gives the same bytes.
 * @param options `command`: what the headers name; default `hookspec generate <name>`
 */
export async function generate(
  contract: Contract,
  options: { readonly command?: string } = {},
): Promise<readonly GeneratedFile[]> {
  const command = options.command ?? `hookspec generate ${contract.name}`;
  const document = { ...toJsonHeader(command), ...contract.document };
  const header = toHeader(command);
  const webhooks = renderWebhooks(contract);
  return [
    { name: 'client.ts', text: header + renderClient(contract) },
    { name: 'openapi.json', text: `${JSON.stringify(document, null, 2)}\n` },
    { name: 'types.ts', text: header + (await renderTypes(contract)) },
    ...(webhooks === undefined ? [] : [{ name: 'webhooks.ts', text: header + webhooks }]),
  ];
}
