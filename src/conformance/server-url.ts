/** Which URL the paths of the contract stand under. */
import { HookspecError } from '../errors.ts';
import type { Contract, Operation } from '../contract/types.ts';

/**
 * Base URLs that `--server` may mean, the most likely first. The given URL replaces the whole server URL of the
 * document; where it has no path, or no base path of the document is at its end, the base path may have been left out.
 * @throws HookspecError Usage when it is no http URL
 */
export function toBaseUrls(
  server: string,
  contract: Pick<Contract, 'basePath'> & Partial<Pick<Contract, 'basePaths'>>,
): string[] {
  const text = /^[a-z]+:\/\//i.test(server) ? server : `http://${server}`;
  const url = URL.canParse(text) ? new URL(text) : undefined;
  if (!url || !['http:', 'https:'].includes(url.protocol) || url.search !== '' || url.hash !== '') {
    throw new HookspecError('Usage', `--server ${server} is no http or https URL without query`, {
      hint: 'Give the base URL, e.g. --server https://api.example.com/v1.',
    });
  }
  const path = url.pathname.replace(/\/+$/, '');
  const given = url.origin + path;
  const known = contract.basePaths ?? [contract.basePath];
  const basePaths = known.filter((basePath) => basePath !== '');
  if (basePaths.length === 0 || basePaths.some((basePath) => path.endsWith(basePath))) return [given];
  const extended = basePaths.map((basePath) => given + basePath);
  // A document that has a server without a path means the address as it is.
  return path === '' && known[0] !== '' ? [...extended, given] : [given, ...extended];
}

/** An operation that can be asked without knowing anything: a GET without required parameters. */
export function findProbe(contract: Contract): Operation | undefined {
  return contract.operations.find(
    ({ method, path, parameters }) =>
      method === 'get' && !path.includes('{') && !parameters.some((parameter) => parameter.required),
  );
}
