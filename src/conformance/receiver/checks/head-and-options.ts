import { defineSound } from '../define.ts';
import { withBody } from '../delivery.ts';

/** HEAD and OPTIONS, which proxies and monitors send, make no receiver fail. */
export const headAndOptions = defineSound({
  name: 'head-and-options',
  phase: 'connection',
  title: 'answers HEAD and OPTIONS, and not with 5xx',
  code: 'MethodFails',
  what: 'HEAD',
  tolerated: [501],
  make: (run) =>
    ['HEAD', 'OPTIONS'].map((method) => ({
      delivery: { ...withBody(run.build(), ''), method },
      what: method,
    })),
});
