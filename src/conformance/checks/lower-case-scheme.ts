import { type CaseCheck, type CaseRun, Skip } from '../case.ts';
import { findScheme, namesScheme } from '../credentials.ts';
import { isSuccess, nameOf } from '../exchange.ts';
import { prepareInput } from '../targets.ts';
import type { Variant } from '../variants.ts';
import { pickForAuth } from './auth-cases.ts';
import { requirePlain } from './protocol-cases.ts';

/** The name of an authentication scheme has no case (RFC 9110, section 11.1): `bearer` is `Bearer`. */
export const lowerCaseScheme: CaseCheck = {
  name: 'lower-case-scheme',
  phase: 'auth',
  plan: (context) =>
    pickForAuth(context, 'one')
      .filter(({ operation }) => namesScheme(findScheme(context.contract, operation)))
      .map((variant) => ({
        id: `auth ${variant.operation.id} lower-case-scheme`,
        phase: 'auth',
        operation: variant.operation,
        title: `accepts ${variant.operation.id} with the name of the scheme in lower case`,
        run: (run) => sendLowerCase(run, variant),
      })),
};

async function sendLowerCase(run: CaseRun, variant: Variant): Promise<void> {
  const { operation } = variant;
  const cause = (['ValidCredentialsRefused', 'ValidRequestRefused'] as const).find((code) =>
    run.found(code, operation),
  );
  if (cause) throw new Skip(`follows from ${cause}`);
  const scheme = findScheme(run.contract, operation)!;
  const input = await prepareInput(run, variant);
  const exchange = await run.send({ variant, input, credentials: { kind: 'lowerCase' }, expect: { kind: 'probe' } });
  if (isSuccess(exchange) || exchange.response.status >= 500) return;
  await requirePlain(run, variant);
  run.report({
    code: 'SchemeCaseSensitive',
    message: `${nameOf(operation)} answered ${exchange.response.status} to the right token because its scheme is written in lower case.`,
    exchange,
    contractPointer: scheme.pointer,
    key: scheme.name,
  });
}
