import type { CaseCheck, CaseRun } from '../case.ts';
import { Skip } from '../case.ts';
import { findScheme, NO_WRONG_TOKEN, wrongTokens } from '../credentials.ts';
import { createSocketTransport } from '../raw/socket-transport.ts';
import { prepareInput } from '../targets.ts';
import type { Variant } from '../variants.ts';
import { pickForAuth } from './auth-cases.ts';

/** A second set of credentials makes no server fail; which of the two counts is left to it. */
export const twoCredentials: CaseCheck = {
  name: 'two-credentials',
  phase: 'auth',
  plan: (context) =>
    pickForAuth(context, 'one')
      .filter(({ operation }) => {
        const scheme = findScheme(context.contract, operation);
        return scheme !== undefined && (scheme.type !== 'apiKey' || scheme.in === 'header');
      })
      .map((variant) => ({
        id: `auth ${variant.operation.id} two-credentials`,
        phase: 'auth',
        operation: variant.operation,
        title: `handles ${variant.operation.id} with two sets of credentials`,
        ...(wrongTokens(context.contract, context.options.tokens.main).cut === undefined && {
          skip: NO_WRONG_TOKEN.cut,
        }),
        run: (run) => sendTwo(run, variant),
      })),
};

async function sendTwo(run: CaseRun, variant: Variant): Promise<void> {
  if (run.connection.unavailable !== undefined) throw new Skip(run.connection.unavailable);
  const scheme = findScheme(run.contract, variant.operation)!;
  const { cut } = wrongTokens(run.contract, run.tokens.main);
  if (cut === undefined) throw new Skip(NO_WRONG_TOKEN.cut);
  const header: readonly [string, string] =
    scheme.type === 'apiKey' ? [scheme.parameterName ?? '', cut] : ['Authorization', `Bearer ${cut}`];
  await run.send({
    variant,
    input: await prepareInput(run, variant),
    expect: { kind: 'anything' },
    cause: 'two sets of credentials',
    via: createSocketTransport({ further: [header] }, run.connection),
  });
}
