import { type CaseRun, Skip } from '../case.ts';
import { isSame } from '../compare.ts';
import { findSuccessHeader } from '../documented.ts';
import { type Exchange, isSuccess, nameOf } from '../exchange.ts';
import { rewrite } from '../life.ts';
import type { Seen } from '../look.ts';
import { hasFault } from '../stages.ts';
import { findVariant, type Variant } from '../variants.ts';
import { defineBehaviourCheck } from './behaviour-cases.ts';

/**
 * The `ETag` of an update is that of what a read shows next, and another one than before: it tells the version that
 * the change made (RFC 9110, section 8.8).
 */
export const entityTag = defineBehaviourCheck({
  name: 'entity-tag',
  title: (resource) => `gives every version of a ${resource.name} an ETag of its own`,
  applies: (resource, { variants }) => {
    const [read, update] = (['read', 'update'] as const).map((role) => findVariant(variants, resource, role));
    return read !== undefined && update !== undefined && update.reach === undefined && documentsTag(read);
  },
  async run(run, resource) {
    const change = await rewrite(run, resource);
    if (!change || !isSuccess(change.exchange)) throw new Skip('no update was answered with success');
    const { before, exchange, after } = change;
    if (before === undefined || after === undefined) throw new Skip('it could not be read');
    const [old, told, now] = [before.exchange, exchange, after.exchange].map(tagOf);
    const isSound = !hasFault(run, exchange) && !hasFault(run, after.exchange);
    if (isSound && documentsTag(exchange.variant) && told !== undefined && now !== undefined && told !== now)
      return report(run, exchange, `answered with ETag: ${told}; the next read has ${now}`);
    if (old !== undefined && old === now && isSound && isOther(before, after))
      report(run, after.exchange, `has the same ETag ${now} after an update that changed what it shows`);
  },
});

function documentsTag({ operation }: Variant): boolean {
  return findSuccessHeader(operation, 'ETag') !== undefined;
}

/** A weak tag and a strong one of the same text name the same version. */
function tagOf({ response }: Exchange): string | undefined {
  return response.headers.get('etag')?.replace(/^W\//, '');
}

function isOther({ value: before }: Seen, { value: after }: Seen): boolean {
  return before !== undefined && after !== undefined && !isSame(before, after);
}

function report(run: CaseRun, exchange: Exchange, what: string): void {
  const { operation } = exchange;
  run.report({
    code: 'EntityTagWrong',
    message: `${nameOf(operation)} ${what}.`,
    exchange,
    contractPointer: findSuccessHeader(operation, 'ETag')?.pointer ?? operation.pointer,
    // Tags are compared over several answers.
    replay: false,
    key: 'entity tag',
  });
}
