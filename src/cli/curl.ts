/** A curl line for the first thing a user wants to try, and the key it needs. */
import type { Key } from '../contract/behaviour.ts';
import { getAt } from '../contract/pointer.ts';
import { resolveRef } from '../contract/resolve.ts';
import type { Contract, Operation } from '../contract/types.ts';

/** The key to show first: active, metered like a real one, the first listed. */
export function findTestKey(contract: Contract): Key | undefined {
  return contract.behaviour.keys?.list.find((key) => key.status === 'active');
}

/**
 * A line that works when pasted: creates a resource where the contract can, else reads.
 * @returns undefined when no operation can be called without knowing an id
 */
export function toCurl(contract: Contract, baseUrl: string): string | undefined {
  const creates = contract.operations.filter((operation) => operation.roles.some(({ role }) => role === 'create'));
  const reads = contract.operations.filter(
    (operation) =>
      operation.method === 'get' &&
      !operation.path.includes('{') &&
      !operation.parameters.some((parameter) => parameter.required),
  );
  const operation = [...creates, ...reads][0];
  if (!operation) return undefined;
  const key = findTestKey(contract);
  const auth = operation.security.length > 0 && key ? ` -H ${quote(`Authorization: Bearer ${key.token}`)}` : '';
  const body = operation.requestBody ? findRequestExample(contract, operation) : undefined;
  const data = body === undefined ? '' : ` -H 'Content-Type: application/json' -d ${quote(JSON.stringify(body))}`;
  const method = operation.method === 'get' ? '' : ` -X ${operation.method.toUpperCase()}`;
  return `curl -s${method} ${baseUrl}${operation.path}${auth}${data}`;
}

function findRequestExample(contract: Contract, operation: Operation): unknown {
  const media = operation.requestBody?.content[0];
  if (!media) return undefined;
  if (media.examples[0]) return media.examples[0].value;
  const schema = media.schema === undefined ? undefined : resolveRef(contract.document, media.schema);
  const properties = Object.entries((getAt(schema, '/properties') ?? {}) as Record<string, unknown>);
  const examples = properties.flatMap(([name, property]) => {
    const node = resolveRef(contract.document, property as never) as { example?: unknown; examples?: unknown[] };
    const value = node.example ?? node.examples?.[0];
    return value === undefined ? [] : [[name, value] as const];
  });
  return Object.fromEntries(examples);
}

function quote(text: string): string {
  return `'${text.replaceAll("'", `'\\''`)}'`;
}
