/** A contract without extensions in which rules stand below hooks, and a right server for it. */
import { randomUUID } from 'node:crypto';
import type { JsonObject } from '../../src/contract/types.ts';
import type { Handle, ReferenceRequest, ReferenceResponse } from '../servers/reference/support/http.ts';

const json = (schema: unknown) => ({ 'application/json': { schema } });
const answer = (schema: unknown) => ({ description: 'ok', content: json(schema) });
const empty = { description: 'Done' };
const error = answer({ type: 'object', required: ['error'], properties: { error: { type: 'string' } } });
const text = { type: 'string', minLength: 1, maxLength: 80 };
const id = { type: 'string', format: 'uuid' };
const inPath = (...names: string[]) =>
  names.map((name) => ({ name, in: 'path', required: true, schema: { type: 'string' } }));

const hook = { type: 'object', required: ['id', 'name'], properties: { id, name: text } };
const rule = {
  type: 'object',
  required: ['id', 'hook_id', 'word'],
  properties: { id, hook_id: id, word: text, weight: { type: 'integer' } },
};
const hookInput = { type: 'object', additionalProperties: false, required: ['name'], properties: { name: text } };
const ruleInput = {
  type: 'object',
  additionalProperties: false,
  required: ['word'],
  properties: { word: text, weight: { type: 'integer', minimum: 0, maximum: 9 } },
};
const body = (schema: unknown) => ({ required: true, content: json(schema) });
const refused = { '400': error, '404': error };
const listOf = (items: unknown) => ({
  type: 'object',
  required: ['rows'],
  properties: { rows: { type: 'array', items } },
});

/** The contract. */
export const nested = {
  openapi: '3.1.0',
  info: { title: 'Rules', version: '1' },
  paths: {
    '/hooks': {
      get: { operationId: 'listHooks', responses: { '200': answer(listOf(hook)) } },
      post: {
        operationId: 'createHook',
        requestBody: body(hookInput),
        responses: { '201': answer(hook), '400': error },
      },
    },
    '/hooks/{hook_id}': {
      parameters: inPath('hook_id'),
      get: { operationId: 'getHook', responses: { '200': answer(hook), '404': error } },
      delete: { operationId: 'deleteHook', responses: { '204': empty, '404': error } },
    },
    '/hooks/{hook_id}/rules': {
      parameters: inPath('hook_id'),
      get: { operationId: 'listRules', responses: { '200': answer(listOf(rule)), '404': error } },
      post: { operationId: 'createRule', requestBody: body(ruleInput), responses: { '201': answer(rule), ...refused } },
    },
    '/hooks/{hook_id}/rules/{rule_id}': {
      parameters: inPath('hook_id', 'rule_id'),
      get: { operationId: 'getRule', responses: { '200': answer(rule), '404': error } },
      put: { operationId: 'putRule', requestBody: body(ruleInput), responses: { '200': answer(rule), ...refused } },
      delete: { operationId: 'deleteRule', responses: { '204': empty, '404': error } },
    },
  },
} as unknown as JsonObject;

interface Rule {
  readonly id: string;
  readonly hook_id: string;
  readonly word: string;
  readonly weight?: number;
}

/** What the server has. */
export interface Store {
  readonly hooks: Map<string, { readonly id: string; readonly name: string }>;
  readonly rules: Map<string, Rule>;
  /** The rule that a request names. */
  find(hookId: string, ruleId: string): Rule | undefined;
}

const missing: ReferenceResponse = { status: 404, json: { error: 'not found' } };
const invalid: ReferenceResponse = { status: 400, json: { error: 'invalid' } };

/** A server that has nothing yet; it is right unless something of its store is replaced. */
export function createNested(change: (store: Store) => Partial<Store> = () => ({})): { store: Store; handle: Handle } {
  const right: Store = {
    hooks: new Map(),
    rules: new Map(),
    find: (hookId, ruleId) => {
      const found = right.rules.get(ruleId);
      return found?.hook_id === hookId ? found : undefined;
    },
  };
  const store: Store = { ...right, ...change(right) };
  return { store, handle: (request) => serve(store, request) };
}

function serve(store: Store, { method, path, headers, body: bytes }: ReferenceRequest): ReferenceResponse {
  const [, hookId, rules, ruleId, ...more] = path.slice(1).split('/').map(decodeURIComponent);
  if (!/^\/hooks(\/|$)/.test(path) || more.length > 0 || (rules ?? 'rules') !== 'rules') return missing;
  if (hookId === '' || ruleId === '' || (hookId !== undefined && !store.hooks.has(hookId))) return missing;
  const input =
    method === 'POST' || method === 'PUT'
      ? read(headers, bytes, rules === undefined ? ['name'] : ['word', 'weight'])
      : {};
  const found = ruleId === undefined ? undefined : store.find(hookId!, ruleId);
  if (ruleId !== undefined && !found) return missing;
  if (input === undefined) return invalid;
  const key = `${method} ${[hookId, rules, ruleId].filter((part) => part !== undefined).length}`;
  const made = randomUUID();
  switch (key) {
    case 'GET 0':
      return { status: 200, json: { rows: [...store.hooks.values()] } };
    case 'POST 0':
      store.hooks.set(made, { id: made, name: String(input['name']) });
      return { status: 201, json: store.hooks.get(made) };
    case 'GET 1':
      return { status: 200, json: store.hooks.get(hookId!) };
    case 'DELETE 1':
      store.hooks.delete(hookId!);
      for (const entry of store.rules.values()) if (entry.hook_id === hookId) store.rules.delete(entry.id);
      return { status: 204 };
    case 'GET 2':
      return { status: 200, json: { rows: [...store.rules.values()].filter((entry) => entry.hook_id === hookId) } };
    case 'POST 2':
      store.rules.set(made, { id: made, hook_id: hookId!, ...input } as unknown as Rule);
      return { status: 201, json: store.rules.get(made) };
    case 'GET 3':
      return { status: 200, json: found };
    case 'PUT 3':
      store.rules.set(ruleId!, { id: ruleId!, hook_id: found!.hook_id, ...input } as unknown as Rule);
      return { status: 200, json: store.rules.get(ruleId!) };
    case 'DELETE 3':
      store.rules.delete(ruleId!);
      return { status: 204 };
    default:
      return { status: 405, headers: { allow: 'GET' }, json: { error: 'no such method' } };
  }
}

/** Undefined: not what the contract allows. */
function read(
  headers: ReferenceRequest['headers'],
  bytes: Buffer,
  names: readonly string[],
): Record<string, unknown> | undefined {
  if (!headers['content-type']?.startsWith('application/json')) return undefined;
  let value: unknown;
  try {
    value = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes));
  } catch {
    return undefined;
  }
  if (value === null || typeof value !== 'object' || Array.isArray(value)) return undefined;
  const input = value as Record<string, unknown>;
  const word = input[names[0]!];
  const weight = input['weight'] ?? 0;
  const isText = typeof word === 'string' && word !== '' && [...word].length <= 80;
  const isWeight = Number.isInteger(weight) && input['weight'] !== null && Number(weight) >= 0 && Number(weight) <= 9;
  return isText && isWeight && Object.keys(input).every((name) => names.includes(name)) ? input : undefined;
}
