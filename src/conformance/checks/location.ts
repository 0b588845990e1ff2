import type { Resource } from '../../contract/behaviour.ts';
import { getAt } from '../../contract/pointer.ts';
import { type CaseRun, Skip } from '../case.ts';
import { findSuccessHeader } from '../documented.ts';
import { type Exchange, isSuccess, nameOf } from '../exchange.ts';
import { beginLife } from '../life.ts';
import { inputFor } from '../resources.ts';
import { findVariant } from '../variants.ts';
import type { Owned } from '../world.ts';
import { defineBehaviourCheck } from './behaviour-cases.ts';

/** `Location` of a create leads to what was created (RFC 9110, section 15.3.2). */
export const location = defineBehaviourCheck({
  name: 'location',
  title: (resource) => `says where the ${resource.name} is that was created`,
  applies: (resource, { variants }) => {
    const read = findVariant(variants, resource, 'read');
    const create = findVariant(variants, resource, 'create');
    const isTold = create && findSuccessHeader(create.operation, 'Location') !== undefined;
    return isTold === true && read?.operation.method === 'get';
  },
  async run(run, resource) {
    const life = await beginLife(run, resource);
    const { owned, exchange } = life;
    const told = exchange.response.headers.get('location');
    if (told === null || exchange.response.status !== 201) throw new Skip('the create said no Location');
    if (!URL.canParse(told, exchange.request.url)) return report(run, exchange, told, 'is no URL');
    const url = new URL(told, exchange.request.url);
    // What the server calls itself is not always where it is reached; the path still has to be right.
    if (url.origin !== new URL(exchange.request.url).origin) {
      if (!namesId(url, owned.id)) report(run, exchange, told, `does not name ${owned.id}`);
      return;
    }
    // Where a read has found it, it is.
    if (life.seen && new URL(life.seen.exchange.request.url).href === url.href) return;
    if (!owned.alive) throw new Skip('the limit left no room for it');
    const answer = await follow(run, resource, owned, url);
    const { status } = answer.response;
    if ([404, 405, 410].includes(status)) return report(run, exchange, told, `leads to nothing (${status})`);
    // Another view of the resource may not show the id; another id is that of something else.
    const shown = getAt(getAt(answer.response.json, answer.variant.spec?.at ?? ''), resource.id?.property ?? '');
    const hasId = typeof shown === 'string' || typeof shown === 'number';
    if (isSuccess(answer) && hasId && String(shown) !== owned.id)
      report(run, exchange, told, `leads to ${shown} instead of ${owned.id}`);
  },
});

function namesId(url: URL, id: string): boolean {
  return decodeURIComponent(`${url.pathname}${url.search}`).includes(id);
}

function follow(run: CaseRun, resource: Resource, owned: Owned, url: URL): Promise<Exchange> {
  const read = findVariant(run.variants, resource, 'read')!;
  return run.send({
    variant: read,
    input: inputFor(run, read, owned),
    expect: { kind: 'anything' },
    rewrite: (request) => ({ ...request, url: url.href }),
  });
}

function report(run: CaseRun, exchange: Exchange, told: string, what: string): void {
  const { operation } = exchange;
  run.report({
    code: 'LocationWrong',
    message: `${nameOf(operation)} answered 201 with Location: ${told}, which ${what}.`,
    exchange,
    contractPointer: findSuccessHeader(operation, 'Location')?.pointer ?? operation.pointer,
    expected: 'the URL of what was created',
    received: told,
    // Where it leads takes another request, and the ids are others in a replay.
    replay: false,
    key: 'location',
  });
}
