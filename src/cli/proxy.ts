/** Which proxy leads to a server: the flag, else the usual variables of the environment. */
import type { ConnectionOptions } from '../conformance/transport.ts';
import { HookspecError } from '../errors.ts';

/**
 * The variables are those of curl: `http_proxy` or HTTP_PROXY, `https_proxy` or HTTPS_PROXY, `no_proxy` or NO_PROXY. A
 * server on this machine is reached without them; the flag holds for every server.
 * @throws HookspecError Usage for a proxy that is no http or https URL
 */
export function findProxy(
  server: string,
  flag: string | undefined,
  env: Readonly<Record<string, string | undefined>>,
): ConnectionOptions['proxy'] {
  const text = /^[a-z]+:\/\//i.test(server) ? server : `http://${server}`;
  if (!URL.canParse(text)) return undefined;
  const target = new URL(text);
  const scheme = target.protocol === 'https:' ? 'https' : 'http';
  const read = (name: string): string | undefined => env[name.toLowerCase()] || env[name] || undefined;
  const isExcepted = isLocal(target) || matches(target, read('NO_PROXY') ?? '');
  const proxy = flag ?? (isExcepted ? undefined : read(`${scheme.toUpperCase()}_PROXY`));
  if (proxy === undefined) return undefined;
  const url = /^[a-z][a-z\d+.-]*:\/\//i.test(proxy) ? proxy : `http://${proxy}`;
  if (!URL.canParse(url) || !/^https?:/i.test(url)) {
    const where = flag === undefined ? `${scheme.toUpperCase()}_PROXY` : '--proxy';
    throw new HookspecError('Usage', `${where} ${withoutPassword(proxy)} is no http or https URL`);
  }
  return { [scheme]: url };
}

function isLocal({ hostname }: URL): boolean {
  return /^(localhost|.+\.localhost|127(\.\d+){3}|\[::1\])$/i.test(hostname);
}

/** `example.com` and `.example.com` stand for the host and all below it, with a port for that port alone. */
function matches({ hostname, port, protocol }: URL, list: string): boolean {
  const actual = port || (protocol === 'https:' ? '443' : '80');
  return list
    .split(/[\s,]+/)
    .filter(Boolean)
    .some((entry) => {
      if (entry === '*') return true;
      const [, host = entry, only] = /^(.*?)(?::(\d+))?$/.exec(entry.toLowerCase()) ?? [];
      const name = host.replace(/^\*?\./, '');
      return (only === undefined || only === actual) && (hostname === name || hostname.endsWith(`.${name}`));
    });
}

function withoutPassword(url: string): string {
  return url.replace(/\/\/[^@/]*@/, '//…@');
}
