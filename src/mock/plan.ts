/** Prepares every operation once, so that a request meets compiled validators and a ready handler. */
import type { RoleSpec } from '../contract/behaviour.ts';
import { evaluate } from '../contract/expression.ts';
import type { SchemaCompiler } from '../contract/schema.ts';
import type { Operation } from '../contract/types.ts';
import { HookspecError } from '../errors.ts';
import { createAction } from './action.ts';
import { createBodyCheck, createBodyReader, type BodyCheck, type BodyReader } from './body.ts';
import type { Exchange, Handler, MockContext } from './context.ts';
import { createAuthenticators, type Authenticator } from './authenticate.ts';
import { createParameterReader, type ParameterReader } from './parameters.ts';
import { toChallenge } from './schema-answers/challenge.ts';
import { createCreate } from './roles/create.ts';
import { createDelete } from './roles/delete.ts';
import { createList } from './roles/list.ts';
import { createRead } from './roles/read.ts';
import { createRotate } from './roles/rotate.ts';
import { createUpdate } from './roles/update.ts';
import { createView } from './views/view.ts';

/** One operation, ready to serve. */
export interface OperationPlan {
  readonly operation: Operation;
  readonly authenticate: Authenticator;
  /** Value of WWW-Authenticate where the contract says nothing about a 401. */
  readonly challenge?: string | undefined;
  /** Absent: the operation documents no parameters. */
  readonly readParameters?: ParameterReader;
  readonly readBody: BodyReader;
  readonly checkBody: BodyCheck;
  /** Absent: nothing here needs memory, the schemas alone decide. */
  readonly handle?: Handler;
  /** Why the operation cannot be served, as a sentence; only in a contract that was loaded in spite of its faults. */
  readonly unservable?: string;
}

const ROLES = {
  create: createCreate,
  list: createList,
  read: createRead,
  update: createUpdate,
  delete: createDelete,
  rotate: createRotate,
} as const;

/**
 * Prepares all operations of a contract. Schemas that cannot be compiled are a contract error here, not later; in a
 * lenient contract they make their operations unservable.
 */
export function createPlans(context: MockContext, compiler: SchemaCompiler): ReadonlyMap<Operation, OperationPlan> {
  const authenticators = createAuthenticators(context.contract);
  const { lenient = false, operations } = context.contract;
  const plans = new Map<Operation, OperationPlan>();
  for (const operation of operations) {
    plans.set(operation, createPlan(context, compiler, operation, authenticators(operation.security)));
  }
  // Validators are compiled at their first call; this finds what cannot be compiled at a small part of the cost.
  if (!lenient) compiler.assertPrepared();
  else if (compiler.checkPrepared().length > 0) markUnservable(plans, compiler);
  return plans;
}

/** Many operations may use one schema that cannot be compiled; each that does is found by compiling. */
function markUnservable(plans: Map<Operation, OperationPlan>, compiler: SchemaCompiler): void {
  for (const [operation, plan] of plans) {
    const schemas = [...operation.parameters, ...(operation.requestBody?.content ?? [])].map(
      (holder) => holder.schemaPointer,
    );
    try {
      for (const pointer of schemas) if (pointer !== undefined) compiler.compile(pointer, 'request');
    } catch (error) {
      if (!(error instanceof HookspecError)) throw error;
      plans.set(operation, { ...plan, unservable: error.message });
    }
  }
}

function createPlan(
  context: MockContext,
  compiler: SchemaCompiler,
  operation: Operation,
  authenticate: Authenticator,
): OperationPlan {
  const handle = createHandler(context, operation);
  const readParameters = createParameterReader(context.contract, compiler, operation.parameters);
  return {
    operation,
    authenticate,
    challenge: toChallenge(context.contract, operation),
    readBody: createBodyReader(context.contract, operation.requestBody),
    checkBody: createBodyCheck(compiler, operation.requestBody),
    ...(readParameters && { readParameters }),
    ...(handle && { handle }),
  };
}

function createHandler(context: MockContext, operation: Operation): Handler | undefined {
  if (operation.view) return createView(context, operation, operation.view);
  if (operation.action) return createAction(context, operation, operation.action);
  const served = operation.roles.map(({ resource: name, role }) => {
    const resource = context.contract.behaviour.resources.find((entry) => entry.name === name)!;
    const spec = resource.operations[role]!;
    return { spec, handle: ROLES[role](context, resource, spec, operation) };
  });
  if (served.length === 0) return undefined;
  const [only] = served;
  if (only && served.length === 1) return only.handle;
  return (exchange) => {
    const chosen = served.find(({ spec }) => applies(spec, exchange)) ?? served[0]!;
    return chosen.handle(exchange);
  };
}

function applies(spec: RoleSpec, exchange: Exchange): boolean {
  const { present, absent } = spec.when ?? {};
  if (present !== undefined && evaluate(present, exchange.scope) === undefined) return false;
  return absent === undefined || evaluate(absent, exchange.scope) === undefined;
}
