import type { Resource } from '../../contract/behaviour.ts';
import { isValid } from '../../contract/instance/facets.ts';
import { getAt, setAt, toPointer } from '../../contract/pointer.ts';
import type { Json } from '../../contract/types.ts';
import { isObject } from '../../contract/value.ts';
import { type Acceptance, type CaseRun, Skip } from '../case.ts';
import { isRefusedFor } from '../discriminators.ts';
import { type Exchange, isSuccess, nameOf } from '../exchange.ts';
import type { Input } from '../input.ts';
import { findChanges } from '../life.ts';
import { countExisting } from '../listing.ts';
import { look } from '../look.ts';
import { createFresh, findDeleteFault, inputFor, obtain, remove } from '../resources.ts';
import { otherTenant } from '../tenants.ts';
import { isUrl } from '../values/vary.ts';
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
    if (run.isQuick) return repeatShared(run, resource);
    const { owned } = await createFresh(run, resource);
    for (const [index, rule] of resource.unique.entries()) {
      if (rule.on.includes('create')) await repeat(run, resource, index, owned);
      if (rule.on.includes('update')) await clash(run, resource, index, owned);
      await tryOtherTenant(run, resource, index, owned);
      await tryOthers(run, resource, index, owned);
    }
    const deleted = await remove(run, owned);
    for (const [index, rule] of resource.unique.entries()) {
      if (!rule.on.includes('create') || run.foundAnywhere('UniquenessNotEnforced') || findDeleteFault(run)) continue;
      if (deleted && isSuccess(deleted)) await reuse(run, resource, index, owned);
      await race(run, resource, index);
    }
  },
});

/** The one request that most servers have an answer of their own for. */
async function repeatShared(run: CaseRun, resource: Resource): Promise<void> {
  const { owned } = await obtain(run, resource);
  for (const [index, rule] of resource.unique.entries())
    if (owned && rule.on.includes('create')) await repeat(run, resource, index, owned);
}

async function repeat(run: CaseRun, resource: Resource, index: number, first: Owned): Promise<void> {
  const variant = findVariant(run.variants, resource, 'create')!;
  await assertRoom(run, resource, 1);
  const other = withOtherTexts(run, variant, run.values.input(variant));
  const input = withSame(other, variant, resource.unique[index]!.by, first.sent);
  const exchange = await sendSecond(run, resource, index, variant, input);
  if (!isSuccess(exchange)) await checkUntouched(run, resource, first, exchange);
}

/** Plain texts that are free to differ, so that it shows when they are written over those of the first. */
function withOtherTexts(run: CaseRun, variant: Variant, input: Input): Input {
  const schemaPointer = run.values.media(variant.operation)?.schemaPointer;
  const sent = getAt(input.body, variant.spec!.body);
  if (schemaPointer === undefined || !isObject(sent)) return input;
  const body = Object.entries(sent).reduce<unknown>((result, [name, value]) => {
    if (typeof value !== 'string' || !/\s/.test(value)) return result;
    const next = setAt(structuredClone(result), variant.spec!.body + toPointer([name]), `${value} again`);
    return isValid(run, schemaPointer, next as Json) ? next : result;
  }, input.body);
  return { ...input, body };
}

/** What is refused for the sake of another one leaves that as it was. */
async function checkUntouched(run: CaseRun, resource: Resource, first: Owned, refused: Exchange): Promise<void> {
  const faults = run.faults.length;
  const seen = await look(run, resource, first.id);
  if (!seen || seen.value === undefined || run.faults.length > faults) return;
  const changed = findChanges(run, resource, first.shown, seen.value);
  if (changed.length === 0) return;
  run.report({
    code: 'ResourceChanged',
    message: `${nameOf(refused.operation)} answered ${refused.response.status} and changed ${changed.join(' and ')} of the ${resource.name} that was there before.`,
    exchange: seen.exchange,
    responsePointer: seen.at + changed[0]!,
    contractPointer: rulePointer(resource, 'unique'),
    operation: refused.operation,
    replay: false,
  });
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
): Promise<Exchange> {
  const { outcome } = resource.unique[index]!;
  const accepted = acceptance(resource, index);
  const exchange = await run.send({ variant, input, expect: { kind: 'refusal', conditions: [outcome], accepted } });
  const second = run.world.createdBy(exchange);
  if (second) await remove(run, second);
  return exchange;
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

/** URLs that differ in the case of a path, or in a query, are different (RFC 3986, section 6.2). */
async function tryOthers(run: CaseRun, resource: Resource, index: number, first: Owned): Promise<void> {
  const { by, on, outcome } = resource.unique[index]!;
  const value = getAt(first.sent, by[0]!);
  if (by.length > 1 || !on.includes('create') || resource.limit?.max === 1 || !isUrl(value)) return;
  const variant = findVariant(run.variants, resource, 'create')!;
  const others = [
    { other: toOtherCase(value), what: 'whose path differs in the case of its letters from that' },
    { other: `${value}${value.includes('?') ? '&' : '?'}other=1`, what: 'that has another query than that' },
  ];
  for (const { other, what } of others) {
    if (other === value) continue;
    await assertRoom(run, resource, 1);
    const input = withSame(run.values.input(variant), variant, by, setAt(structuredClone(first.sent), by[0]!, other));
    const exchange = await run.send({ variant, input, expect: { kind: 'probe' } });
    const created = run.world.createdBy(exchange);
    if (created) await remove(run, created);
    if (!isRefusedFor(run.contract, exchange, outcome)) continue;
    const message = `to a ${by[0]} ${what} of another ${resource.name}`;
    return reportRefusal(run, resource, index, exchange, 'UniquenessTooStrict', message);
  }
}

/** The same URL, its path in capitals where it has small letters. */
function toOtherCase(value: string): string {
  const { origin, pathname, search } = new URL(value);
  return `${origin}${pathname.replace(/(?<!%[0-9A-F]?)[a-z]/g, (letter) => letter.toUpperCase())}${search}`;
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
