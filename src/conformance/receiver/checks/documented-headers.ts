import { setHeaders } from '../delivery.ts';
import { expectAccepted } from '../expect.ts';
import type { ReceiverCheck, ReceiverPlan } from '../receiver-check.ts';

/** A delivery with every header that the contract documents is accepted, optional ones too. */
export const documentedHeaders: ReceiverCheck = {
  name: 'documented-headers',
  phase: 'deliveries',
  plan: (plan) => [
    {
      id: 'documented-headers',
      title: 'accepts a delivery with every documented header',
      skip:
        listNames(plan).length === 0
          ? 'the contract documents no header with an example that not every delivery has'
          : undefined,
      async run(run) {
        const spec = run.event;
        const values = spec.headers.flatMap((header) => {
          const example = header.examples[0]?.value;
          return example === undefined ? [] : [[header.name, String(example)] as const];
        });
        const built = run.build();
        // What the contract computes for this delivery stays as it is.
        const own = new Set(Object.keys(built.headers).map((name) => name.toLowerCase()));
        const further = Object.fromEntries(values.filter(([name]) => !own.has(name.toLowerCase())));
        const delivery = run.sign({ ...built, headers: setHeaders(built.headers, further) });
        await expectAccepted(run, delivery, {
          code: 'DocumentedHeaderRefused',
          what: `a delivery with ${Object.keys(further).join(', ') || 'every documented header'}`,
          contractPointer: spec.pointer,
        });
      },
    },
  ],
};

/** Headers with an example that neither the signature nor the delivery brings along. */
function listNames({ events, scheme, policy }: ReceiverPlan): string[] {
  const own = [scheme?.header, scheme?.timestamp?.header, scheme?.id?.header, ...Object.keys(policy.headers)];
  const known = new Set(own.map((name) => name?.toLowerCase()));
  const headers = events.flatMap((event) => event.headers);
  return headers
    .filter(({ name, examples }) => examples.length > 0 && !known.has(name.toLowerCase()))
    .map(({ name }) => name);
}
