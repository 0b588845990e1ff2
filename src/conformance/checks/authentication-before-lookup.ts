import { type CaseCheck, type CaseRun, type PlanContext, Skip } from '../case.ts';
import { needsCredentials } from '../credentials.ts';
import { bind } from '../input.ts';
import { prepareInput } from '../targets.ts';
import type { Variant } from '../variants.ts';
import { sendAsStranger, strangers, toOrderFault } from './authentication-order.ts';
import { pickItemReader } from './protocol-cases.ts';

/** A stranger does not learn which ids exist: one that names nothing is answered like one that does. */
export const authenticationBeforeLookup: CaseCheck = {
  name: 'authentication-before-lookup',
  phase: 'auth',
  plan: (context) =>
    pickAddressing(context)
      .filter(({ operation }) => needsCredentials(operation))
      .map((variant, index) => ({
        id: `auth ${variant.operation.id} authentication-before-lookup`,
        phase: 'auth',
        operation: variant.operation,
        title: `looks at the credentials of ${variant.operation.id} before the resource`,
        run: (run) => sendUnknown(run, variant, index === 0),
      })),
};

/** In this order; the first operation is asked in every way, the others without any credentials. */
const ROLES: readonly string[] = ['read', 'update', 'delete', 'rotate', 'action', 'view', 'plain'];
/** Operations that are looked at. */
const MOST = 4;

/** Uses that name a resource; a reading one first. With wrong credentials and an unknown id they do nothing. */
function pickAddressing(context: PlanContext): Variant[] {
  const rank = ({ role, use }: Variant): number => ROLES.indexOf(role ?? use);
  const fitting = context.variants.filter(
    (variant) =>
      rank(variant) >= 0 &&
      variant.id !== undefined &&
      variant.reach === undefined &&
      variant.delivery === undefined &&
      variant.resource?.kind === 'collection',
  );
  const roles = fitting.filter(({ use }) => use === 'role').toSorted((a, b) => rank(a) - rank(b));
  const reader = roles.length === 0 ? pickItemReader(context) : undefined;
  const others = fitting.filter(({ use }) => use !== 'role').toSorted((a, b) => rank(a) - rank(b));
  const all = [...(reader ? [reader] : []), ...roles, ...others];
  const isFirst = ({ operation }: Variant, index: number): boolean =>
    all.findIndex((other) => other.operation === operation) === index;
  return all.filter(isFirst).slice(0, MOST);
}

async function sendUnknown(run: CaseRun, variant: Variant, isFirst: boolean): Promise<void> {
  const cause = (['AuthenticationNotEnforced', 'WrongTokenAccepted'] as const).find((code) =>
    run.found(code, variant.operation),
  );
  if (cause) throw new Skip(`follows from ${cause}`);
  const id = run.values.unknownId(variant.resource?.id?.generate);
  const ways = strangers(run).filter(({ kind }) => isFirst || kind === 'none');
  for (const credentials of ways) {
    const exchange = await sendAsStranger(run, variant, bind(run.values.input(variant), variant.id, id), credentials);
    const fault = toOrderFault(run, variant, exchange, {
      code: 'FoundBeforeAuthentication',
      statuses: [400, 404, 410, 422],
      message: 'and an id that names nothing',
    });
    if (!fault) continue;
    // A server that answers every stranger like this tells nothing.
    const known = await sendAsStranger(run, variant, await prepareInput(run, variant), credentials);
    if (known.response.status !== exchange.response.status) return run.report(fault);
  }
}
