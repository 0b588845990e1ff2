import type { Delivery } from '../delivery.ts';
import { defineAccepted } from '../define.ts';

/** Header names have no case (RFC 9110, section 5.1); proxies change it. */
export const headerCase = defineAccepted({
  name: 'header-case',
  phase: 'connection',
  title: 'accepts header names in lower case and in capitals',
  code: 'HeaderCaseSensitive',
  what: 'a delivery whose header names are written otherwise',
  make: (run) => [
    {
      delivery: rename(run.good(), (name) => name.toLowerCase()),
      what: 'a delivery whose header names are in lower case',
    },
    {
      delivery: rename(run.good(), (name) => name.toUpperCase()),
      what: 'a delivery whose header names are in capitals',
    },
  ],
});

function rename(delivery: Delivery, change: (name: string) => string): Delivery {
  const headers = Object.entries(delivery.headers).map(([name, value]) => [change(name), value] as const);
  return { ...delivery, headers: Object.fromEntries(headers) };
}
