/** The control API of a running mock through its generated client; each answer is held against the contract. */
import { createControlClient, type ControlClient } from '../../../generated/control/client.ts';
import { loadContract } from '../../../src/contract/load.ts';
import { createSchemaCompiler } from '../../../src/contract/schema.ts';
import type { Contract, Operation } from '../../../src/contract/types.ts';

const contract = await loadContract('control');
const compiler = createSchemaCompiler(contract);

/** A client that throws when an answer, or a body that was taken, is not as documented. */
export interface WatchedControl extends ControlClient {
  /** `operationId status` of every answer so far. */
  readonly answered: readonly string[];
}

/** Creates the client for a mock. */
export function createControl(url: string, token?: string): WatchedControl {
  const answered: string[] = [];
  const client = createControlClient({
    baseUrl: `${url}/_hookspec`,
    token,
    async fetch(request) {
      const operation = findOperation(
        contract,
        request.method,
        new URL(request.url).pathname.slice('/_hookspec'.length),
      );
      const sent = request.body === null ? undefined : await request.clone().json();
      const response = await fetch(request);
      answered.push(`${operation.id} ${response.status}`);
      const problems = await judge(operation, response.clone());
      // What the mock takes, its contract must allow: otherwise the types of the client would forbid it.
      if (response.ok && sent !== undefined) problems.push(...judgeBody(operation, sent));
      if (problems.length > 0)
        throw new Error(`${operation.id} ${response.status} is undocumented: ${problems.join('; ')}`);
      return response;
    },
  });
  return Object.assign(client, { answered });
}

/** Every operation of the contract. */
export const operations = contract.operations;

function findOperation({ operations }: Contract, method: string, path: string): Operation {
  const matches = operations.filter(
    (operation) =>
      operation.method === method.toLowerCase() &&
      new RegExp(`^${operation.path.replaceAll(/\{[^}]+\}/g, '[^/]+')}$`).test(path),
  );
  if (matches.length !== 1) throw new Error(`${method} ${path} belongs to ${matches.length} operations`);
  return matches[0]!;
}

async function judge(operation: Operation, response: Response): Promise<string[]> {
  const names = [String(response.status), `${String(response.status)[0]!}XX`];
  const documented = names.flatMap((name) => operation.responses.find(({ status }) => status === name) ?? [])[0];
  if (!documented) return ['is not documented'];
  const text = await response.text();
  if (documented.content.length === 0) return text === '' ? [] : ['has a body'];
  const type = (response.headers.get('content-type') ?? '').split(';')[0];
  const media = documented.content.find((candidate) => candidate.type === type);
  if (!media) return [`has the type ${type}`];
  const value: unknown = /json/.test(media.type) ? JSON.parse(text) : text;
  const violations = compiler.compile(media.schemaPointer!, 'response')(value);
  return violations.map(({ at, message }) => `${at} ${message}`);
}

function judgeBody(operation: Operation, value: unknown): string[] {
  const media = operation.requestBody?.content[0];
  if (!media) return ['took a body'];
  return compiler
    .compile(
      media.schemaPointer!,
      'request',
    )(value)
    .map(({ at, message }) => `body ${at} ${message}`);
}
