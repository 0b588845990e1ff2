/** A curl line for the first thing a user wants to try, and the key it needs. */
import type { Key } from '../contract/behaviour.ts';
import type { Contract, Operation } from '../contract/types.ts';
import { toCredential } from './curl-credential.ts';
import { createCurlValues, type CurlValues } from './curl-values.ts';

/** The key to show first: active, metered like a real one, the first listed. */
export function findTestKey(contract: Contract): Key | undefined {
  return contract.behaviour.keys?.list.find((key) => key.status === 'active');
}

/**
 * A line that works when pasted: creates a resource where the contract can, else reads, else whatever can be called.
 * @returns undefined when no operation has values that its schemas allow
 */
export async function toCurl(contract: Contract, baseUrl: string): Promise<string | undefined> {
  const { operations } = contract;
  const creates = operations.filter(({ roles }) => roles.some(({ role }) => role === 'create'));
  const plain = operations.filter(({ parameters }) => !parameters.some(({ required }) => required));
  const reads = plain.filter(({ method }) => method === 'get');
  const values = createCurlValues(contract);
  for (const operation of new Set([...creates, ...reads, ...plain, ...operations])) {
    const line = await toLine(contract, operation, baseUrl, values);
    if (line !== undefined) return line;
  }
  return undefined;
}

async function toLine(
  contract: Contract,
  operation: Operation,
  baseUrl: string,
  values: CurlValues,
): Promise<string | undefined> {
  const sent = await values.parameters(operation);
  const body = (await values.body(operation)) ?? (operation.requestBody?.required ? undefined : '');
  if (sent === undefined || body === undefined) return undefined;
  const credential = toCredential(contract, operation, findTestKey(contract)?.token);
  const query = [...sent.query, ...credential.query].map((pair) => pair.map(encodeURIComponent).join('=')).join('&');
  const url = `${baseUrl}${sent.path}${query === '' ? '' : `?${query}`}`;
  const method = operation.method === 'get' ? [] : ['-X', operation.method.toUpperCase()];
  const headers = [...credential.headers, ...sent.headers].flatMap((header) => ['-H', quote(header)]);
  const data = body === '' ? [] : [...toTypeFlag(body), '-d', quote(body.text)];
  return ['curl -s', ...method, /[?&'()*;!]/.test(url) ? quote(url) : url, ...headers, ...data].join(' ');
}

function toTypeFlag({ type }: { readonly type: string }): string[] {
  return type === 'application/x-www-form-urlencoded' ? [] : ['-H', quote(`Content-Type: ${type}`)];
}

function quote(text: string): string {
  return `'${text.replaceAll("'", `'\\''`)}'`;
}
