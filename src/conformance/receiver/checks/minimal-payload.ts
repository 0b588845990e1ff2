import { findIdPlace, findNamePlace } from '../../../contract/identify-event.ts';
import { Skip } from '../../case.ts';
import { withBody } from '../delivery.ts';
import { expectAccepted } from '../expect.ts';
import { isValidPayload, readPayload, toMinimal } from '../payloads.ts';
import type { ReceiverCheck } from '../receiver-check.ts';

/** A payload that has nothing but what its schema requires is accepted. */
export const minimalPayload: ReceiverCheck = {
  name: 'minimal-payload',
  phase: 'deliveries',
  plan: ({ events, contract }) =>
    events.map((event) => ({
      id: `minimal-payload ${event.name}`,
      title: `accepts ${event.name} with the required properties alone`,
      event: event.name,
      skip: event.body?.schemaPointer === undefined ? 'the contract has no schema of the payload' : undefined,
      async run(run) {
        if (run.found('GoodDeliveryRefused') && !run.accepted.has(event.name))
          throw new Skip('follows from GoodDeliveryRefused');
        const built = run.build({ event: event.name });
        const payload = readPayload(built);
        if (!isValidPayload(run, event, payload)) throw new Skip('the payload is not valid to begin with');
        const kept = [findNamePlace(contract), findIdPlace(contract)].flatMap((place) => place?.property ?? []);
        const text = JSON.stringify(toMinimal(run, event, payload, kept));
        if (text.length === JSON.stringify(payload).length) throw new Skip('every property of the example is required');
        await expectAccepted(run, run.sign(withBody(built, text)), {
          code: 'MinimalPayloadRefused',
          what: `${event.name} with the required properties alone`,
          contractPointer: event.body!.schemaPointer!,
          restsOn: [event.body!.pointer],
        });
      },
    })),
};
