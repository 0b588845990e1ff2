/** Which headers, parameters and properties hold credentials: by the contract where it says so, else by their names. */
import type { Contract } from '../../contract/types.ts';
import { parsePointer } from '../../contract/pointer.ts';

/** Tells credentials by the name they have. */
export interface SensitiveNames {
  /** @param name in any case */
  isHeader(name: string): boolean;
  /** A query or form parameter, a cookie, or a property of a body. */
  isMember(name: string): boolean;
}

const HEADERS = new Set(['authorization', 'proxy-authorization', 'cookie', 'set-cookie']);
const ENDINGS = [
  'secret',
  'password',
  'passwd',
  'passphrase',
  'token',
  'apikey',
  'accesskey',
  'privatekey',
  'signingkey',
  'credential',
  'credentials',
  'authorization',
];
/** Tokens that only say where a list goes on. */
const CURSORS = /(?:page|next|previous|continuation|sync)token$/;

/** The names of a contract; without one the general names alone. */
export function createSensitiveNames(contract: Contract | undefined): SensitiveNames {
  const schemes = (contract?.securitySchemes ?? []).filter(({ type }) => type === 'apiKey');
  const headers = new Set(schemes.filter(({ in: place }) => place === 'header').map(toParameterName));
  const members = new Set(schemes.filter(({ in: place }) => place !== 'header').map(toParameterName));
  for (const { secret } of contract?.behaviour.resources ?? []) {
    const last = secret && parsePointer(secret.property).at(-1);
    if (last !== undefined) members.add(last.toLowerCase());
  }
  return {
    isHeader(name) {
      const lower = name.toLowerCase();
      return HEADERS.has(lower) || headers.has(lower) || hasTellingName(lower);
    },
    isMember: (name) => members.has(name.toLowerCase()) || hasTellingName(name.toLowerCase()),
  };
}

function toParameterName({ parameterName = '' }: { readonly parameterName?: string }): string {
  return parameterName.toLowerCase();
}

function hasTellingName(lower: string): boolean {
  const plain = lower.replaceAll(/[^a-z0-9]/g, '');
  return ENDINGS.some((ending) => plain.endsWith(ending)) && !CURSORS.test(plain);
}
