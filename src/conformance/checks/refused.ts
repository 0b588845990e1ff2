import type { Draft } from '../case.ts';
import { nameOf } from '../exchange.ts';
import type { JudgeContext, ResponseCheck } from '../judge.ts';
import { fitsRefusal } from '../discriminators.ts';
import { expectedRefusals } from '../outcomes.ts';

const SUCCESS = { expected: 'a success', proof: { kind: 'status', statuses: ['2XX', '3XX'] } } as const;

/** What the contract allows is not refused. */
export const refused: ResponseCheck = {
  name: 'refused',
  stops: true,
  check(context) {
    const { exchange, expectation } = context;
    const { status } = exchange.response;
    if (expectation.kind !== 'success' || status < 400) return [];
    const named = toNamed(context);
    if (named) return [named];
    return [status === 401 ? toCredentials(context) : (toLost(context) ?? toRefused(context))];
  },
};

/** The step itself knows what this refusal would mean. */
function toNamed({ contract, exchange, expectation }: JudgeContext): Draft | undefined {
  const named = expectation.kind === 'success' ? expectation.refused : undefined;
  if (!named) return undefined;
  const { operation, response } = exchange;
  const expected = expectedRefusals(contract, operation, [named.condition]);
  if (!expected.some((refusal) => fitsRefusal(contract, operation, refusal, response))) return undefined;
  return {
    code: named.code,
    message: `${nameOf(operation)} answered ${response.status} ${named.message}.`,
    ...SUCCESS,
    contractPointer: named.contractPointer,
    key: named.key ?? named.contractPointer,
  };
}

function toCredentials({ contract, exchange: { operation } }: JudgeContext): Draft {
  const scheme = contract.securitySchemes.find((entry) => entry.name === operation.security[0]?.[0]?.scheme);
  const contractPointer = scheme?.pointer ?? operation.pointer;
  return {
    code: 'ValidCredentialsRefused',
    message: `${nameOf(operation)} answered 401 to the given token.`,
    ...SUCCESS,
    proof: { kind: 'status', statuses: ['2XX', '3XX', 400, 403, 404, 409, 422] },
    contractPointer,
    key: contractPointer,
  };
}

/** A resource of the run that the server does not know: one cause, whatever the operation. */
function toLost({ contract, world, exchange }: JudgeContext): Draft | undefined {
  const { operation, variant, response } = exchange;
  const { resource, role, use } = variant;
  if (!resource || role === 'create' || role === 'list' || (use !== 'role' && use !== 'action')) return undefined;
  const statuses = expectedRefusals(contract, operation, [resource.notFound]).map(({ status }) => status);
  if (world.alive(resource).length === 0 || !statuses.includes(response.status)) return undefined;
  return {
    code: 'ResourceNotReadable',
    ...SUCCESS,
    message: `${nameOf(operation)} answered ${response.status} for a ${resource.name} that was created before and not deleted.`,
    contractPointer: operation.pointer,
    key: operation.pointer,
  };
}

function toRefused({ exchange: { operation, response } }: JudgeContext): Draft {
  return {
    code: 'ValidRequestRefused',
    message: `${nameOf(operation)} answered ${response.status} to a request that the contract allows.`,
    ...SUCCESS,
    contractPointer: operation.pointer,
    key: operation.pointer,
  };
}
