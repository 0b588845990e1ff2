import { type Case, type CaseCheck, type CaseRun, type Credentials, type PlanContext, Skip } from '../case.ts';
import { findScheme, needsCredentials, scopesOf } from '../credentials.ts';
import { isSame } from '../compare.ts';
import { type Exchange, isSuccess, nameOf } from '../exchange.ts';
import { prepareInput } from '../targets.ts';
import type { Variant } from '../variants.ts';
import { defineAuthCheck } from './auth-cases.ts';

const known = defineAuthCheck({
  name: 'limited-token',
  code: 'ScopeNotEnforced',
  title: 'with a token that lacks the scope',
  message: 'to a token that lacks the scope',
  condition: 'forbidden',
  token: 'limited',
  implied: ['AuthenticationNotEnforced', 'WrongTokenAccepted'],
  credentials(context, { operation }) {
    const token = context.options.tokens.limited;
    const scopes = knownScopes(context);
    const lacks = scopesOf(operation).some((scope) => !scopes?.includes(scope));
    return token === undefined || !lacks ? undefined : [{ kind: 'token', name: 'limited', token }];
  },
});

/**
 * A token without the needed scope is refused. Where the contract does not list the token, nobody knows what it may
 * do: then it has to be refused at least once, and what most operations with a scope refuse, all of them do.
 */
export const limitedToken: CaseCheck = {
  name: 'limited-token',
  phase: 'auth',
  plan(context) {
    const token = context.options.tokens.limited;
    if (token === undefined) return [];
    const refused = knownScopes(context) ? known.plan(context) : planUnknown(context, token);
    return [...refused, ...planAllowed(context, token)];
  },
};

/** What needs no scope, or only those that the token has, is not kept from it: one operation with fewest stands for all. */
function planAllowed(context: PlanContext, token: string): Case[] {
  const scopes = knownScopes(context) ?? [];
  const open = context.variants.filter(
    ({ operation, id, delivery, use }) =>
      operation.method === 'get' &&
      id === undefined &&
      delivery === undefined &&
      use !== 'plain' &&
      needsCredentials(operation) &&
      scopesOf(operation).every((scope) => scopes.includes(scope)),
  );
  const [variant] = open.toSorted((a, b) => scopesOf(a.operation).length - scopesOf(b.operation).length);
  if (!variant) return [];
  return [
    {
      id: `auth ${variant.name} limited-token allowed`,
      phase: 'auth',
      operation: variant.operation,
      title: `lets a token with limited scopes into ${variant.name}`,
      quick: false,
      run: (run) => sendAllowed(run, variant, { kind: 'token', name: 'limited', token }),
    },
  ];
}

async function sendAllowed(run: CaseRun, variant: Variant, credentials: Credentials): Promise<void> {
  const input = await prepareInput(run, variant);
  const exchange = await run.send({ variant, input, credentials, expect: { kind: 'probe' } });
  if (exchange.response.status !== 403) return;
  run.report({
    code: 'ValidCredentialsRefused',
    message: `${nameOf(variant.operation)} answered 403 to the limited token, which lacks no scope that the contract asks for here.`,
    exchange,
    contractPointer: variant.operation.pointer,
    key: `allowed ${variant.operation.id}`,
  });
}

function knownScopes({ contract, options }: PlanContext): readonly string[] | undefined {
  return contract.behaviour.keys?.list.find((key) => key.token === options.tokens.limited)?.scopes;
}

function planUnknown({ variants, options }: PlanContext, token: string): Case[] {
  const scoped = variants.filter(
    ({ operation, reach, delivery }, index) =>
      scopesOf(operation).length > 0 &&
      delivery === undefined &&
      (options.destructive || reach === undefined) &&
      variants.findIndex((other) => other.operation === operation) === index,
  );
  const title = 'refuses some operation with a token that lacks scopes';
  return [
    {
      id: 'auth limited-token',
      phase: 'auth',
      title,
      run: (run) => sendAll(run, scoped, { kind: 'token', name: 'limited', token }),
    },
  ];
}

async function sendAll(run: CaseRun, variants: readonly Variant[], credentials: Credentials): Promise<void> {
  if (variants.length === 0) throw new Skip('the limited token had no effect: no operation names scopes');
  const exchanges: Exchange[] = [];
  for (const variant of variants) {
    const input = await prepareInput(run, variant);
    const { operation } = variant;
    const accepted = { code: 'ScopeNotEnforced' as const, message: '', contractPointer: operation.pointer };
    const expect = { kind: 'either' as const, conditions: ['forbidden'], accepted };
    exchanges.push(await run.send({ variant, input, credentials, expect }));
  }
  if (opensAll(exchanges)) reportOpen(run, exchanges);
  else for (const exchange of exchanges) if (isOdd(exchange, exchanges)) reportOdd(run, exchange);
}

/** Whether every scope that is asked for somewhere let the token in somewhere, although it lacks one at least. */
function opensAll(exchanges: readonly Exchange[]): boolean {
  const scopes = new Set(exchanges.flatMap(({ operation }) => scopesOf(operation)));
  const isRefused = exchanges.some(({ response }) => response.status === 401 || response.status === 403);
  return (
    !isRefused &&
    [...scopes].every((scope) =>
      exchanges.some((exchange) => isSuccess(exchange) && scopesOf(exchange.operation).includes(scope)),
    )
  );
}

/** An operation that lets in a token which at least as many others with the same one scope keep out. */
function isOdd(exchange: Exchange, exchanges: readonly Exchange[]): boolean {
  const scopes = scopesOf(exchange.operation);
  const like = exchanges.filter(({ operation }) => isSame(scopesOf(operation), scopes));
  const refused = like.filter(({ response }) => response.status === 403);
  const accepted = like.filter(isSuccess);
  return scopes.length === 1 && isSuccess(exchange) && refused.length > 0 && refused.length >= accepted.length;
}

function reportOdd(run: CaseRun, exchange: Exchange): void {
  const { operation, response } = exchange;
  const [scope] = scopesOf(operation);
  run.report({
    code: 'ScopeNotEnforced',
    message: `${nameOf(operation)} answered ${response.status} to the limited token, which other operations with the scope ${scope} refuse.`,
    exchange,
    contractPointer: operation.pointer,
    key: `ScopeNotEnforced ${operation.id}`,
  });
}

function reportOpen(run: CaseRun, exchanges: readonly Exchange[]): void {
  const { operation } = exchanges[0]!;
  const scheme = findScheme(run.contract, operation);
  const names = exchanges.map((exchange) => nameOf(exchange.operation)).join(', ');
  run.report({
    code: 'ScopeNotEnforced',
    message: `The limited token was refused by no operation that asks for scopes: ${names}.`,
    operation,
    contractPointer: scheme?.pointer || operation.pointer,
    key: `ScopeNotEnforced ${scheme?.name ?? ''}`,
  });
}
