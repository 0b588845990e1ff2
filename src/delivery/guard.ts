/** Makes sure that a connection leads where it may: to this machine, or into the public internet and nowhere between. */
import type { LookupAddress } from 'node:dns';
import type { LookupFunction } from 'node:net';
import { describeIp, isPublicIp } from '../contract/addresses.ts';
import { isLoopback, NOT_REACHED } from './reach.ts';

/** Looks a name up: all its addresses. Rejects with what the system says. */
export type ResolveName = (host: string) => Promise<readonly LookupAddress[]>;

/** How connections are made for one reach. */
export interface Guard {
  /** Why nothing is sent to a host that is an address, or a name that is never looked up; undefined when it may be. */
  refuse(hostname: string): Error | undefined;
  /** Answers with addresses that may be dialled alone, so what is checked is what is dialled. */
  readonly lookup: LookupFunction;
  /** Why a connection that was made is not used. */
  refuseConnected(address: string | undefined): Error | undefined;
}

const LOOPBACK: readonly LookupAddress[] = [
  { address: '127.0.0.1', family: 4 },
  { address: '::1', family: 6 },
];

/** This machine. No resolver is asked: a hosts file must not lead a delivery away from it. */
export const loopbackGuard: Guard = {
  refuse: (hostname) => (isLoopback(hostname) ? undefined : toError(`${hostname} is not on this machine`)),
  lookup(_, options, callback) {
    if (options.all === true) callback(null, [...LOOPBACK]);
    else callback(null, '127.0.0.1', 4);
  },
  refuseConnected: () => undefined,
};

/**
 * The public internet. A name is refused when any of its addresses is not public: such a name leads into a network at the
 * next look.
 */
export function createPublicGuard(resolve: ResolveName = resolveBySystem): Guard {
  return {
    refuse: (hostname) => {
      const address = hostname.replace(/^\[|\]$/g, '');
      const isAddress = /^[\d.]+$/.test(address) || address.includes(':');
      return isAddress ? refuseAddress(address) : undefined;
    },
    lookup(hostname, options, callback) {
      resolve(hostname).then(
        (found) => {
          const refusal = found.map(({ address }) => refuseAddress(address)).find(Boolean);
          const [first] = found;
          if (refusal) callback(refusal, '');
          else if (!first) callback(Object.assign(new Error(`${hostname} has no address`), { code: 'ENOTFOUND' }), '');
          else if (options.all === true) callback(null, [...found]);
          else callback(null, first.address, first.family);
        },
        (error: NodeJS.ErrnoException) => callback(error, ''),
      );
    },
    refuseConnected: (address) => (address === undefined ? undefined : refuseAddress(address)),
  };
}

function refuseAddress(address: string): Error | undefined {
  return isPublicIp(address) ? undefined : toError(describeIp(address) ?? `${address} is not public`);
}

function toError(message: string): Error {
  return Object.assign(new Error(message), { code: NOT_REACHED });
}

async function resolveBySystem(host: string): Promise<readonly LookupAddress[]> {
  const { lookup } = await import('node:dns/promises');
  return lookup(host, { all: true });
}
