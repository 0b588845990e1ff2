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
  plan(context) {
    const variant = pickAddressing(context);
    if (!variant || !needsCredentials(variant.operation)) return [];
    return [
      {
        id: `auth ${variant.operation.id} authentication-before-lookup`,
        phase: 'auth',
        operation: variant.operation,
        title: `looks at the credentials of ${variant.operation.id} before the resource`,
        run: (run) => sendUnknown(run, variant),
      },
    ];
  },
};

/** A use that names a resource; a reading one where there is. With wrong credentials and an unknown id it does nothing. */
function pickAddressing(context: PlanContext): Variant | undefined {
  const roles = ['read', 'update', 'delete'];
  const fitting = context.variants.filter(
    ({ role, id, reach, resource }) =>
      roles.includes(role ?? '') && id !== undefined && reach === undefined && resource?.kind === 'collection',
  );
  const rank = ({ role }: Variant): number => roles.indexOf(role ?? '');
  return fitting.toSorted((a, b) => rank(a) - rank(b))[0] ?? pickItemReader(context);
}

async function sendUnknown(run: CaseRun, variant: Variant): Promise<void> {
  const cause = (['AuthenticationNotEnforced', 'WrongTokenAccepted'] as const).find((code) =>
    run.found(code, variant.operation),
  );
  if (cause) throw new Skip(`follows from ${cause}`);
  const id = run.values.unknownId(variant.resource?.id?.generate);
  for (const credentials of strangers(run)) {
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
