import { isJsonType } from '../values/values.ts';
import { nameOf } from '../exchange.ts';
import { findMedia } from '../media.ts';
import type { ResponseCheck } from '../judge.ts';

/** The body is there, of a documented type, and readable as that type. */
export const contentType: ResponseCheck = {
  name: 'content-type',
  stops: true,
  check({ exchange, documented }) {
    const { operation, response, request } = exchange;
    if (!documented || request.method === 'HEAD') return [];
    const got = `${nameOf(operation)} answered ${response.status}`;
    const contractPointer = documented.pointer;
    if (documented.content.length === 0) {
      // A status that is only a candidate may have a body that the contract does not know.
      const isPromised = exchange.variant.spec?.answer === 'empty' && documented.status === String(response.status);
      if (response.text === '' || !isPromised) return [];
      return [
        {
          code: 'BodyUnexpected',
          message: `${got} with a body; the contract documents none.`,
          contractPointer,
          expected: 'no body',
          received: 'a body',
          proof: { kind: 'body', is: 'absent' },
          key: contractPointer,
        },
      ];
    }
    if (response.text === '') {
      const isCandidate = documented.status !== String(response.status) && response.status === 204;
      return isCandidate
        ? []
        : [
            {
              code: 'BodyMissing',
              message: `${got} without a body.`,
              contractPointer,
              expected: 'a body',
              received: 'none',
              proof: { kind: 'body', is: 'present' },
              // Refusals have one shape, and so one cause.
              key: response.status >= 400 ? 'refusals' : contractPointer,
            },
          ];
    }
    const type = response.headers.get('content-type') ?? '';
    const media = findMedia(documented, type);
    const known = documented.content.map((entry) => entry.type).join(', ');
    if (!media) {
      const what = type === '' ? 'without a content type' : `with the content type ${type}`;
      return [
        {
          code: 'ContentTypeWrong',
          message: `${got} ${what}; documented is ${known}.`,
          contractPointer: documented.content[0]!.pointer,
          expected: known,
          received: type === '' ? 'none' : type,
          proof: { kind: 'contentType', types: documented.content.map((entry) => entry.type.toLowerCase()) },
          key: `${type.split(';')[0]!.trim().toLowerCase()} for ${known}`,
        },
      ];
    }
    if (!isJsonType(type) || response.json !== undefined) return [];
    return [
      {
        code: 'BodyUnreadable',
        message: `${got} with a body that is not JSON.`,
        contractPointer: media.pointer,
        expected: 'JSON',
        received: 'something else',
        proof: { kind: 'body', is: 'json' },
        key: 'json',
      },
    ];
  },
};
