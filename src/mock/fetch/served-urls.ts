/** Which URLs a mock without a socket answers, and where it serves them. */
import type { Contract } from '../../contract/types.ts';

/** A base URL and what stands for it in the paths of the mock. */
export interface ServedUrl {
  readonly contract: Contract;
  readonly origin: string;
  /** Path of the base URL, no trailing slash. */
  readonly base: string;
  /** Path in the mock. */
  readonly prefix: string;
}

/**
 * The provider's own URLs of some contracts, the longest path first.
 * @param baseUrl stands for the URLs of the one contract
 */
export function listServedUrls(contracts: readonly Contract[], baseUrl?: string): ServedUrl[] {
  const urls = contracts.flatMap((contract) => {
    const { name, basePath } = contract;
    if (baseUrl !== undefined) {
      const { origin, pathname } = new URL(baseUrl);
      return [{ contract, origin, base: pathname.replace(/\/+$/, ''), prefix: `/${name}${basePath}` }];
    }
    const origins = new Set(
      contract.servers.filter((server) => URL.canParse(server)).map((url) => new URL(url).origin),
    );
    return [...origins].flatMap((origin) =>
      contract.basePaths.map((base) => ({ contract, origin, base, prefix: `/${name}${base}` })),
    );
  });
  return urls.sort((a, b) => b.base.length - a.base.length);
}

/** The URL among those served that another one lies at or below. */
export function findServedUrl(served: readonly ServedUrl[], url: URL): ServedUrl | undefined {
  return served.find(({ origin, base }) => origin === url.origin && isBelow(url.pathname, base));
}

/** The path under which the mock serves a URL: below the provider's own URLs, else its path as it stands. */
export function toMockPath(served: readonly ServedUrl[], url: URL): string {
  const { pathname, origin } = url;
  const found = findServedUrl(served, url);
  if (found) return found.prefix + pathname.slice(found.base.length);
  // The provider's host, but a path of none of its APIs: the contract is to say so.
  const near = served.find((entry) => entry.origin === origin);
  return near && !isBelow(pathname, `/${near.contract.name}`) ? `/${near.contract.name}${pathname}` : pathname;
}

function isBelow(path: string, base: string): boolean {
  return path.startsWith(base) && (path.length === base.length || path[base.length] === '/');
}
