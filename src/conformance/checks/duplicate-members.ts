import { nameOf } from '../exchange.ts';
import { findDuplicateMember } from '../json-members.ts';
import type { ResponseCheck } from '../judge.ts';
import { isJsonType } from '../values/values.ts';

/** No object of a JSON body names a member twice: readers differ in which of the two they take. */
export const duplicateMembers: ResponseCheck = {
  name: 'duplicate-members',
  stops: false,
  check({ exchange: { operation, response } }) {
    const isJson = isJsonType(response.headers.get('content-type') ?? '') && response.json !== undefined;
    const at = isJson ? findDuplicateMember(response.text) : undefined;
    if (at === undefined) return [];
    return [
      {
        code: 'DuplicateMember',
        message: `${nameOf(operation)} answered ${response.status} with ${at} twice in one object.`,
        contractPointer: operation.pointer,
        responsePointer: at,
        key: at.replace(/\/\d+(?=\/|$)/g, '/*').replace(/^.*\//, ''),
      },
    ];
  },
};
