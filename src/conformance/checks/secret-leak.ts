import { getAt, toPointer } from '../../contract/pointer.ts';
import type { Draft } from '../case.ts';
import { nameOf } from '../exchange.ts';
import type { ResponseCheck } from '../judge.ts';

/** No secret that was shown once stands in a later answer, in its body or in its headers. */
export const secretLeak: ResponseCheck = {
  name: 'secret-leak',
  stops: false,
  check({ world, exchange }) {
    const { response, variant, operation } = exchange;
    return world.secrets.flatMap(({ value, resource }): Draft[] => {
      const contractPointer = `/x-resource${toPointer([resource.name])}/secret`;
      const shown = resource.secret!.shown.some((role) => role === variant.role) && variant.resource === resource;
      const own = `${variant.spec?.at ?? ''}${resource.secret!.property}`;
      if (shown && getAt(response.json, own) === value) {
        const message = `${nameOf(operation)} answered with the secret of an earlier answer; every ${resource.name} has its own.`;
        return [
          {
            code: 'SecretNotDistinct',
            message,
            contractPointer,
            responsePointer: own,
            proof: { kind: 'differs', at: own, value },
            key: contractPointer,
          },
        ];
      }
      const places = findText(response.json, value, '');
      const header = [...response.headers.keys()].find((name) => response.headers.get(name)!.includes(value));
      const isInBody = places.length > 0 || response.text.includes(value);
      if (!isInBody && header === undefined) return [];
      const where = isInBody ? '' : ` in the header ${header}`;
      const message = `${nameOf(operation)} answered with the secret of the ${resource.name}${where}, which only ${resource.secret!.shown.join(' and ')} may show.`;
      return [
        {
          code: 'SecretReturnedTwice',
          message,
          contractPointer,
          responsePointer: places[0] ?? '',
          expected: 'no secret',
          received: 'the secret',
          ...(isInBody ? { proof: { kind: 'lacks', text: value } } : { replay: false }),
          key: contractPointer,
        },
      ];
    });
  },
};

function findText(node: unknown, text: string, at: string): string[] {
  if (typeof node === 'string') return node.includes(text) ? [at] : [];
  if (node === null || typeof node !== 'object') return [];
  return Object.entries(node).flatMap(([key, value]) => findText(value, text, at + toPointer([key])));
}
