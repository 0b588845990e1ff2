import { resolveAt } from '../../contract/content.ts';
import { type Case, type CaseCheck, type CaseRun, type PlanContext, Skip } from '../case.ts';
import { type Exchange, isSuccess, nameOf } from '../exchange.ts';
import { createSecretNames, type SecretNames } from '../secret-names.ts';
import { prepareInput } from '../targets.ts';
import type { Variant } from '../variants.ts';
import { isObject } from '../../contract/value.ts';
import { toPointer } from '../../contract/pointer.ts';

/** How operations are called that replace a secret. */
const ROTATES = /rotate|regenerate|roll(?=[-_A-Z]|$)|renew/i;

/** A rotation of what no resource of the run has, such as the secret of an account, gives another secret each time. */
export const accountSecret: CaseCheck = {
  name: 'account-secret',
  phase: 'behaviour',
  plan: (context) =>
    context.variants
      .filter((variant) => isRotation(context, variant))
      .map((variant): Case => ({
        id: `behaviour ${variant.name} account-secret`,
        phase: 'behaviour',
        operation: variant.operation,
        title: `gives another secret with every ${variant.name}`,
        ...(!context.options.destructive && { skip: `needs --destructive: ${variant.reach}` }),
        run: (run) => rotateTwice(run, variant),
      })),
};

/** An operation with a reach of its own whose answer has a secret. */
function isRotation({ contract }: PlanContext, variant: Variant): boolean {
  const { operation, use, role, resource, reach, delivery } = variant;
  const { method, id, path, responses } = operation;
  if (role === 'rotate' && resource?.kind === 'singleton') return resource.secret !== undefined;
  if (method === 'get' || use === 'role' || reach === undefined || delivery !== undefined) return false;
  if (!ROTATES.test(id) && !ROTATES.test(path)) return false;
  const names = createSecretNames(contract);
  return responses
    .filter(({ status }) => status.startsWith('2'))
    .flatMap(({ content }) => content)
    .some(({ schemaPointer }) => {
      if (schemaPointer === undefined) return false;
      const { properties } = resolveAt(contract.document, schemaPointer).node;
      return Object.keys(isObject(properties) ? properties : {}).some((name) => names.isSecret(name));
    });
}

async function rotateTwice(run: CaseRun, variant: Variant): Promise<void> {
  const exchanges: Exchange[] = [];
  // Where an earlier answer has shown the secret already, one more is compared with it.
  const isKnown = run.world.secrets.some(({ resource }) => resource === variant.resource);
  for (let index = isKnown ? 1 : 0; index < 2; index++) {
    const input = await prepareInput(run, variant);
    exchanges.push(await run.send({ variant, input, expect: { kind: 'success' } }));
  }
  if (!exchanges.every(isSuccess)) throw new Skip('the rotation was not answered with success');
  // The secret of a declared resource is known, so that every answer is searched for it.
  if (isKnown || run.faults.some(({ code }) => code === 'SecretNotDistinct')) return;
  const names = createSecretNames(run.contract);
  const [first, second] = exchanges.map(({ response }) => findSecrets(names, response.json));
  const kept = Object.keys(second!).find((name) => first![name] === second![name]);
  if (kept === undefined) return;
  run.report({
    code: 'SecretNotDistinct',
    message: `${nameOf(variant.operation)} answered twice with the same ${kept}.`,
    exchange: exchanges[1]!,
    responsePointer: toPointer([kept]),
    contractPointer: variant.operation.pointer,
    // Two answers show it together.
    replay: false,
    key: `account secret ${variant.operation.id}`,
  });
}

/** Texts at the top of an answer that are called as secrets are. */
function findSecrets(names: SecretNames, json: unknown): Record<string, string> {
  return Object.fromEntries(
    Object.entries(isObject(json) ? json : {}).filter(
      (entry): entry is [string, string] =>
        typeof entry[1] === 'string' && entry[1].length >= 8 && names.isSecret(entry[0]),
    ),
  );
}
