/** `--resolve`: looks up the host of a URL that must be public, before anything is stored. */
import { isPublicIp } from '../contract/addresses.ts';
import { resolveRef } from '../contract/resolve.ts';
import type { Contract, JsonSchema, Violation } from '../contract/types.ts';
import type { BodyProbe } from './kernel.ts';

/** Addresses of a host name; rejects or answers [] when it does not resolve. */
export type Resolve = (host: string) => Promise<readonly string[]>;

/** Finds properties marked `x-public-address` whose host resolves to a private address. */
export function createAddressProbe(contract: Contract, resolve: Resolve): BodyProbe {
  return async (operation, body) => {
    const schema = operation.requestBody?.content[0]?.schema;
    const violations: Violation[] = [];
    for (const name of findMarked(contract, schema)) {
      const url = (body as Record<string, unknown> | undefined)?.[name];
      if (typeof url !== 'string' || !URL.canParse(url)) continue;
      const host = new URL(url).hostname;
      // A name that does not resolve is accepted: it says nothing about where it will point later.
      const addresses = await resolve(host).catch(() => []);
      const hidden = addresses.find((address) => !isPublicIp(address));
      if (hidden === undefined) continue;
      const message = `resolves to ${hidden}, which is not a public address`;
      violations.push({
        in: 'body',
        at: `/${name}`,
        keyword: 'publicAddress',
        message,
        schemaPointer: '',
        params: { address: hidden },
      });
    }
    return violations;
  };
}

function findMarked(contract: Contract, schema: JsonSchema | undefined): string[] {
  const node =
    schema === undefined
      ? undefined
      : (resolveRef(contract.document, schema) as { properties?: Record<string, JsonSchema> } | undefined);
  const isMarked = (property: JsonSchema) =>
    (resolveRef(contract.document, property) as Record<string, unknown>)['x-public-address'] === true;
  return Object.entries(node?.properties ?? {}).flatMap(([name, property]) => (isMarked(property) ? [name] : []));
}
