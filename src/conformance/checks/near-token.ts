import { type CaseCheck, type CaseRun, type PlanContext, Skip } from '../case.ts';
import { findScheme, isInOtherCase, nearTokens, needsCredentials } from '../credentials.ts';
import { isSuccess, nameOf } from '../exchange.ts';
import { getAt } from '../../contract/pointer.ts';
import { idOf } from '../listing.ts';
import { inputFor, obtain } from '../resources.ts';
import type { Variant } from '../variants.ts';

/**
 * A token that is nearly the right one, or begins like it, does not show what belongs to the right one. That it
 * is refused cannot be expected: it may be the token of somebody else.
 */
export const nearToken: CaseCheck = {
  name: 'near-token',
  phase: 'auth',
  plan(context) {
    const variant = pickShowing(context);
    if (!variant || nearTokens(context.options.tokens.main).length === 0) return [];
    return [
      {
        id: `auth ${variant.name} near-token`,
        phase: 'auth',
        operation: variant.operation,
        title: `does not take a token that is nearly right for the right one in ${variant.name}`,
        run: (run) => sendNear(run, variant),
      },
    ];
  },
};

/** An operation whose answer names the resources of whoever asks. */
function pickShowing({ variants }: PlanContext): Variant | undefined {
  const fitting = variants.filter(
    ({ operation, resource, role }) =>
      needsCredentials(operation) && resource?.kind === 'collection' && (role === 'read' || role === 'list'),
  );
  return fitting.find(({ role }) => role === 'read') ?? fitting[0];
}

/** Faults of servers that show what is not the caller's, whatever his token is like. */
const IMPLIED = [
  'AuthenticationNotEnforced',
  'WrongTokenAccepted',
  'WrongSchemeAccepted',
  'TenantNotIsolated',
] as const;

async function sendNear(run: CaseRun, variant: Variant): Promise<void> {
  const { operation } = variant;
  const resource = variant.resource!;
  const cause = IMPLIED.find((code) => run.foundAnywhere(code));
  if (cause) throw new Skip(`follows from ${cause}`);
  const target = await obtain(run, resource);
  const scheme = findScheme(run.contract, operation);
  for (const token of nearTokens(run.tokens.main)) {
    const input = inputFor(run, variant, variant.id === undefined ? undefined : target);
    const exchange = await run.send({
      variant,
      input,
      credentials: { kind: 'wrong', token },
      expect: { kind: 'anything' },
    });
    const shown = getAt(exchange.response.json, variant.spec?.at ?? '');
    const items: unknown[] = Array.isArray(shown) ? shown : [shown];
    if (!isSuccess(exchange) || !items.some((item) => idOf(resource, item) === target.id)) continue;
    run.report({
      code: 'WrongTokenAccepted',
      message: `${nameOf(operation)} answered ${exchange.response.status} with the ${resource.name} of another token to one that is only nearly the same.`,
      exchange,
      contractPointer: scheme?.pointer || operation.pointer,
      key: `WrongTokenAccepted ${scheme?.name ?? ''}`,
      // No replay can say it without telling the token.
      ...(isInOtherCase(token, run.tokens.main) && { replay: false }),
    });
    return;
  }
}
