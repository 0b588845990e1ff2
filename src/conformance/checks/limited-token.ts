import { type Case, type CaseCheck, type CaseRun, type Credentials, type PlanContext, Skip } from '../case.ts';
import { findScheme, scopesOf } from '../credentials.ts';
import { isSuccess, nameOf } from '../exchange.ts';
import { prepareInput } from '../targets.ts';
import type { Variant } from '../variants.ts';
import { defineAuthCheck } from './auth-cases.ts';

const known = defineAuthCheck({
  name: 'limited-token',
  code: 'ScopeNotEnforced',
  title: 'with a token that lacks the scope',
  message: 'to a token that lacks the scope',
  condition: 'forbidden',
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
 * do: then it has to be refused at least once.
 */
export const limitedToken: CaseCheck = {
  name: 'limited-token',
  phase: 'auth',
  plan(context) {
    const token = context.options.tokens.limited;
    if (token === undefined) return [];
    return knownScopes(context) ? known.plan(context) : planUnknown(context, token);
  },
};

function knownScopes({ contract, options }: PlanContext): readonly string[] | undefined {
  return contract.behaviour.keys?.list.find((key) => key.token === options.tokens.limited)?.scopes;
}

function planUnknown({ variants, options }: PlanContext, token: string): Case[] {
  const scoped = variants.filter(
    ({ operation, reach }) => scopesOf(operation).length > 0 && (options.destructive || reach === undefined),
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
  if (variants.length === 0) throw new Skip('no operation asks for scopes');
  for (const variant of variants) {
    const input = await prepareInput(run, variant);
    const { operation } = variant;
    const accepted = { code: 'ScopeNotEnforced' as const, message: '', contractPointer: operation.pointer };
    const exchange = await run.send({
      variant,
      input,
      credentials,
      expect: { kind: 'either', conditions: ['forbidden'], accepted },
    });
    if (!isSuccess(exchange)) return;
  }
  const { operation } = variants[0]!;
  const scheme = findScheme(run.contract, operation);
  const names = variants.map(({ operation }) => nameOf(operation)).join(', ');
  run.report({
    code: 'ScopeNotEnforced',
    message: `The limited token was accepted by every operation that asks for scopes: ${names}.`,
    operation,
    contractPointer: scheme?.pointer || operation.pointer,
    key: `ScopeNotEnforced ${scheme?.name ?? ''}`,
  });
}
