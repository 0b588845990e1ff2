import type { Resource } from '../../contract/behaviour.ts';
import { getAt, setAt } from '../../contract/pointer.ts';
import { type Acceptance, type CaseRun, Skip } from '../case.ts';
import { isRefusedFor } from '../discriminators.ts';
import { type Exchange, isSuccess, nameOf } from '../exchange.ts';
import type { Input } from '../input.ts';
import { countExisting } from '../listing.ts';
import { createFresh, findDeleteFault, inputFor, remove } from '../resources.ts';
import { otherTenant } from '../tenants.ts';
import { findVariant, type Variant } from '../variants.ts';
import type { Owned } from '../world.ts';
import { defineBehaviourCheck, rulePointer } from './behaviour-cases.ts';

/**
 * A value that has to be unique is refused the second time, on create and on update as declared, also when both come
 * at once. Another tenant may use it, and so may everyone after a delete.
 */
export const uniqueness = defineBehaviourCheck({
  name: 'uniqueness',
  title: (resource) =>
    `refuses a second ${resource.name} with the same ${resource.unique.map((rule) => rule.by.join(' and ').replaceAll('/', '')).join(' or ')}`,
  applies: (resource) => resource.unique.length > 0,
  async run(run, resource) {
    const { owned } = await createFresh(run, resource);
    for (const [index, rule] of resource.unique.entries()) {
      if (rule.on.includes('create')) await repeat(run, resource, index, owned);
      if (rule.on.includes('update')) await clash(run, resource, index, owned);
      await tryOtherTenant(run, resource, index, owned);
      await tryOtherCase(run, resource, index, owned);
    }
    const deleted = await remove(run, owned);
    for (const [index, rule] of resource.unique.entries()) {
      if (!rule.on.includes('create') || run.foundAnywhere('UniquenessNotEnforced') || findDeleteFault(run)) continue;
      if (deleted && isSuccess(deleted)) await reuse(run, resource, index, owned);
      await race(run, resource, index);
    }
  },
});

async function repeat(run: CaseRun, resource: Resource, index: number, first: Owned): Promise<void> {
  const variant = findVariant(run.variants, resource, 'create')!;
  await assertRoom(run, resource, 1);
  const input = withSame(run.values.input(variant), variant, resource.unique[index]!.by, first.sent);
  await sendSecond(run, resource, index, variant, input);
}

async function clash(run: CaseRun, resource: Resource, index: number, first: Owned): Promise<void> {
  const variant = findVariant(run.variants, resource, 'update');
  if (!variant || variant.reach !== undefined) return;
  const { owned } = await createFresh(run, resource);
  if (!first.alive) throw new Skip('the limit leaves no room for a second one');
  const input = withSame(inputFor(run, variant, owned), variant, resource.unique[index]!.by, first.sent);
  await sendSecond(run, resource, index, variant, input);
  await remove(run, owned);
}

async function sendSecond(
  run: CaseRun,
  resource: Resource,
  index: number,
  variant: Variant,
  input: Input,
): Promise<void> {
  const { outcome } = resource.unique[index]!;
  const accepted = acceptance(resource, index);
  const exchange = await run.send({ variant, input, expect: { kind: 'refusal', conditions: [outcome], accepted } });
  const second = run.world.createdBy(exchange);
  if (second) await remove(run, second);
}

/** Two creates with the same value at once: one of them at most succeeds. */
async function race(run: CaseRun, resource: Resource, index: number): Promise<void> {
  const variant = findVariant(run.variants, resource, 'create')!;
  const { by, outcome } = resource.unique[index]!;
  await assertRoom(run, resource, 2);
  const first = run.values.input(variant);
  const sent = getAt(first.body, variant.spec!.body);
  const inputs = [first, withSame(run.values.input(variant), variant, by, sent)];
  const expect = { kind: 'either', conditions: [outcome], accepted: acceptance(resource, index) } as const;
  const exchanges = await Promise.all(inputs.map((input) => run.send({ variant, input, expect })));
  const created = exchanges.flatMap((exchange) => run.world.createdBy(exchange) ?? []);
  if (created.length > 1) {
    const exchange = exchanges[1]!;
    const message = `${nameOf(exchange.operation)} answered ${exchange.response.status} to two creates with the same ${by.join(' and ')} at once.`;
    run.report({ ...acceptance(resource, index), message, exchange, replay: false, odd: 1 });
  }
  for (const owned of created) await remove(run, owned);
}

/** The value of what was deleted is free again. */
async function reuse(run: CaseRun, resource: Resource, index: number, gone: Owned): Promise<void> {
  const variant = findVariant(run.variants, resource, 'create')!;
  const { by, outcome } = resource.unique[index]!;
  await assertRoom(run, resource, 1);
  const input = withSame(run.values.input(variant), variant, by, gone.sent);
  const exchange = await run.send({ variant, input, expect: { kind: 'probe' } });
  if (isRefusedFor(run.contract, exchange, outcome)) {
    const message = `to a ${by.join(' and ')} whose ${resource.name} was deleted before`;
    reportRefusal(run, resource, index, exchange, 'UniquenessNotFreed', message);
  }
  const created = run.world.createdBy(exchange);
  if (created) await remove(run, created);
}

async function tryOtherTenant(run: CaseRun, resource: Resource, index: number, first: Owned): Promise<void> {
  const variant = findVariant(run.variants, resource, 'create')!;
  const credentials = variant.parents ? undefined : otherTenant(run);
  if (!credentials || run.foundAnywhere('TenantNotIsolated')) return;
  const { by, outcome } = resource.unique[index]!;
  const input = withSame(run.values.input(variant), variant, by, first.sent);
  const exchange = await run.send({ variant, input, credentials, expect: { kind: 'probe' } });
  if (isRefusedFor(run.contract, exchange, outcome)) {
    const message = `to a ${by.join(' and ')} that only another tenant uses`;
    reportRefusal(run, resource, index, exchange, 'UniquenessTooStrict', message);
  }
  const created = run.world.createdBy(exchange);
  if (created) await remove(run, created);
}

/** Paths of URLs that differ in case are different (RFC 3986, section 6.2.2.1). */
async function tryOtherCase(run: CaseRun, resource: Resource, index: number, first: Owned): Promise<void> {
  const { by, on, outcome } = resource.unique[index]!;
  const value = getAt(first.sent, by[0]!);
  const other = by.length === 1 && on.includes('create') ? toOtherCase(value) : undefined;
  if (other === undefined || resource.limit?.max === 1) return;
  const variant = findVariant(run.variants, resource, 'create')!;
  await assertRoom(run, resource, 1);
  const input = withSame(run.values.input(variant), variant, by, setAt(structuredClone(first.sent), by[0]!, other));
  const exchange = await run.send({ variant, input, expect: { kind: 'probe' } });
  if (isRefusedFor(run.contract, exchange, outcome)) {
    const message = `to a ${by[0]} whose path differs in the case of its letters from that of another ${resource.name}`;
    reportRefusal(run, resource, index, exchange, 'UniquenessTooStrict', message);
  }
  const created = run.world.createdBy(exchange);
  if (created) await remove(run, created);
}

/** The same URL, its path in capitals where it has small letters. */
function toOtherCase(value: unknown): string | undefined {
  if (typeof value !== 'string' || !/^https?:/.test(value) || !URL.canParse(value)) return undefined;
  const { origin, pathname, search } = new URL(value);
  const other = `${origin}${pathname.replace(/(?<!%[0-9A-F]?)[a-z]/g, (letter) => letter.toUpperCase())}${search}`;
  return other === value ? undefined : other;
}

function reportRefusal(
  run: CaseRun,
  resource: Resource,
  index: number,
  exchange: Exchange,
  code: 'UniquenessNotFreed' | 'UniquenessTooStrict',
  message: string,
): void {
  run.report({
    code,
    message: `${nameOf(exchange.operation)} answered ${exchange.response.status} ${message}.`,
    exchange,
    contractPointer: rulePointer(resource, 'unique', index),
  });
}

async function assertRoom(run: CaseRun, resource: Resource, count: number): Promise<void> {
  if (!resource.limit) return;
  const used = (await countExisting(run, resource)) + run.world.alive(resource).length;
  if (used + count > resource.limit.max) throw new Skip('the limit leaves no room for a second one');
}

function acceptance(resource: Resource, index: number): Acceptance {
  const { by } = resource.unique[index]!;
  return {
    code: 'UniquenessNotEnforced',
    message: `to a ${by.join(' and ')} that another ${resource.name} has`,
    contractPointer: rulePointer(resource, 'unique', index),
  };
}

function withSame(input: Input, variant: Variant, by: readonly string[], sent: unknown): Input {
  const body = by.reduce(
    (result, pointer) => setAt(result, (variant.spec?.body ?? '') + pointer, getAt(sent, pointer)),
    structuredClone(input.body),
  );
  return { ...input, body };
}
