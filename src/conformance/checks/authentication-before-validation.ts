import { type CaseCheck, type CaseRun, Skip } from '../case.ts';
import { needsCredentials } from '../credentials.ts';
import { prepareInput } from '../targets.ts';
import { isValid } from '../../contract/instance/facets.ts';
import type { Variant } from '../variants.ts';
import { sendAsStranger, strangers, toOrderFault } from './authentication-order.ts';
import { pickWriters } from './protocol-cases.ts';

/** A stranger is not told what is wrong with his body: the credentials are looked at first. */
export const authenticationBeforeValidation: CaseCheck = {
  name: 'authentication-before-validation',
  phase: 'auth',
  plan: (context) =>
    pickWriters(context)
      .filter(({ operation }) => needsCredentials(operation))
      .filter(({ operation }) => {
        const pointer = context.values.media(operation)?.schemaPointer;
        return pointer !== undefined && !isValid(context, pointer, {});
      })
      .slice(0, 1)
      .map((variant) => ({
        id: `auth ${variant.operation.id} authentication-before-validation`,
        phase: 'auth',
        operation: variant.operation,
        title: `looks at the credentials of ${variant.operation.id} before its body`,
        run: (run) => sendInvalid(run, variant),
      })),
};

async function sendInvalid(run: CaseRun, variant: Variant): Promise<void> {
  const cause = (['AuthenticationNotEnforced', 'WrongTokenAccepted'] as const).find((code) =>
    run.found(code, variant.operation),
  );
  if (cause) throw new Skip(`follows from ${cause}`);
  const input = await prepareInput(run, variant);
  for (const credentials of strangers(run)) {
    const exchange = await sendAsStranger(run, variant, { ...input, body: {} }, credentials);
    const fault = toOrderFault(run, variant, exchange, {
      code: 'ValidatedBeforeAuthentication',
      statuses: [400, 409, 415, 422],
      message: 'with an invalid body',
    });
    if (fault) return run.report(fault);
  }
}
