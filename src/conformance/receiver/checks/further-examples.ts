import { expectAccepted } from '../expect.ts';
import type { ReceiverCheck } from '../receiver-check.ts';

/** Every example of every event is accepted, not only the first one. */
export const furtherExamples: ReceiverCheck = {
  name: 'further-examples',
  phase: 'deliveries',
  plan: ({ events, options }) => {
    const cases = events.flatMap((event) =>
      (event.body?.examples ?? []).slice(1).map((example) => ({
        id: `further-examples ${event.name} ${example.name}`,
        title: `accepts the example ${example.name} of ${event.name}`,
        event: event.name,
        ...(options.payload !== undefined && { skip: 'a payload was given' }),
        async run(run: Parameters<ReturnType<ReceiverCheck['plan']>[number]['run']>[0]) {
          await expectAccepted(run, run.good({ event: event.name, payload: example.value }), {
            code: 'ExampleRefused',
            what: `the example ${example.name} of ${event.name}`,
            contractPointer: example.pointer,
            key: example.pointer,
          });
        },
      })),
    );
    if (cases.length > 0) return cases;
    const skip = 'no event has more than one example';
    return [
      { id: 'further-examples', title: 'accepts every example of every event', skip, run: () => Promise.resolve() },
    ];
  },
};
