import type { Resource } from '../../contract/behaviour.ts';
import { toPointer } from '../../contract/pointer.ts';
import { type Case, type CaseCheck, type CaseRun, type Credentials, type PlanContext, Skip } from '../case.ts';
import { idOf, readList } from '../listing.ts';
import { nameOf } from '../exchange.ts';
import { inputFor, obtain } from '../resources.ts';
import type { Variant } from '../variants.ts';

const ROLES = ['read', 'list', 'update', 'delete'];

/** With the key of another tenant the resource does not exist. */
export const tenantIsolation: CaseCheck = {
  name: 'tenant-isolation',
  phase: 'auth',
  plan(context) {
    const token = context.options.tokens.second;
    if (token === undefined || isSameTenant(context)) return [];
    const credentials: Credentials = { kind: 'token', name: 'second', token };
    return context.variants
      .filter(
        ({ resource, role, reach }) =>
          resource?.kind === 'collection' && ROLES.includes(role ?? '') && reach === undefined,
      )
      .map((variant) => toCase(variant, credentials));
  },
};

function isSameTenant({ contract, options }: PlanContext): boolean {
  const find = (token: string | undefined) => contract.behaviour.keys?.list.find((key) => key.token === token)?.tenant;
  const main = find(options.tokens.main);
  return main !== undefined && main === find(options.tokens.second);
}

function toCase(variant: Variant, credentials: Credentials): Case {
  const resource = variant.resource!;
  return {
    id: `auth ${variant.name} tenant-isolation`,
    phase: 'auth',
    operation: variant.operation,
    title: `hides the ${resource.name} of another tenant from ${variant.name}`,
    run: (run) =>
      variant.role === 'list'
        ? checkList(run, variant, resource, credentials)
        : checkOne(run, variant, resource, credentials),
  };
}

async function checkOne(run: CaseRun, variant: Variant, resource: Resource, credentials: Credentials): Promise<void> {
  if (run.found('TenantNotIsolated', variant.operation)) throw new Skip('follows from TenantNotIsolated');
  const target = await obtain(run, resource);
  const accepted = {
    code: 'TenantNotIsolated' as const,
    message: `to the key of another tenant`,
    contractPointer: variant.operation.pointer,
    key: `tenant ${resource.name}`,
  };
  const input = inputFor(run, variant, target);
  await run.send({
    variant,
    input,
    credentials,
    expect: { kind: 'refusal', conditions: [resource.notFound], accepted },
  });
}

async function checkList(run: CaseRun, variant: Variant, resource: Resource, credentials: Credentials): Promise<void> {
  const { id } = await obtain(run, resource);
  const { items, exchange } = await readList(run, resource, credentials);
  if (!items.some((item) => idOf(resource, item) === id)) return;
  run.report({
    code: 'TenantNotIsolated',
    message: `${nameOf(variant.operation)} shows another tenant the ${resource.name}.`,
    exchange,
    contractPointer: `/x-resource${toPointer([resource.name])}`,
    key: `tenant ${resource.name}`,
  });
}
