/** Prepares every operation once, so that a request meets compiled validators and a ready handler. */
import type { RoleSpec } from '../contract/behaviour.ts';
import { evaluate } from '../contract/expression.ts';
import type { SchemaCompiler } from '../contract/schema.ts';
import type { Operation, Violation } from '../contract/types.ts';
import { createAction } from './action.ts';
import type { BodyReading } from './body.ts';
import type { Exchange, Handler, MockContext } from './context.ts';
import { createParameterReader, type ParameterReader } from './parameters.ts';
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
  readonly readParameters: ParameterReader;
  checkBody(reading: BodyReading): readonly Violation[];
  /** Absent: nothing here needs memory, the schemas alone decide. */
  readonly handle?: Handler;
}

const ROLES = {
  create: createCreate,
  list: createList,
  read: createRead,
  update: createUpdate,
  delete: createDelete,
  rotate: createRotate,
} as const;

/** Prepares all operations of a contract. Schemas that cannot be compiled are a contract error here, not later. */
export function createPlans(context: MockContext, compiler: SchemaCompiler): ReadonlyMap<Operation, OperationPlan> {
  return new Map(context.contract.operations.map((operation) => [operation, createPlan(context, compiler, operation)]));
}

function createPlan(context: MockContext, compiler: SchemaCompiler, operation: Operation): OperationPlan {
  const handle = createHandler(context, operation);
  return {
    operation,
    readParameters: createParameterReader(context.contract, compiler, operation.parameters),
    checkBody: createBodyCheck(compiler, operation),
    ...(handle && { handle }),
  };
}

function createBodyCheck(compiler: SchemaCompiler, operation: Operation): OperationPlan['checkBody'] {
  const body = operation.requestBody;
  const checks = new Map(
    body?.content.map((media) => [
      media,
      media.schemaPointer === undefined ? undefined : compiler.compile(media.schemaPointer, 'request'),
    ]),
  );
  return (reading) => {
    if (reading.kind === 'value') return checks.get(reading.mediaType)?.(reading.value, { in: 'body' }) ?? [];
    if (!body?.required) return [];
    return [
      {
        in: 'body',
        at: '',
        keyword: 'required',
        message: 'is missing',
        schemaPointer: `${body.pointer}/required`,
        params: {},
      },
    ];
  };
}

function createHandler(context: MockContext, operation: Operation): Handler | undefined {
  if (operation.view) return createView(context, operation.view);
  if (operation.action) return createAction(context, operation.action);
  const served = operation.roles.map(({ resource: name, role }) => {
    const resource = context.contract.behaviour.resources.find((entry) => entry.name === name)!;
    const spec = resource.operations[role]!;
    return { spec, handle: ROLES[role](context, resource, spec, operation) };
  });
  if (served.length === 0) return undefined;
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
