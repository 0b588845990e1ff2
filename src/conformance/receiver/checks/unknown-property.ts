import { Skip } from '../../case.ts';
import type { Delivery } from '../delivery.ts';
import { defineAccepted } from '../define.ts';
import { isValidPayload, readPayload } from '../payloads.ts';
import type { ReceiverRun } from '../receiver-check.ts';
import { isObject } from '../../../contract/value.ts';

/** Properties that providers add later do not make a delivery unwelcome. */
export const unknownProperty = defineAccepted({
  name: 'unknown-property',
  phase: 'deliveries',
  title: 'accepts a payload with a property that is not in the contract',
  code: 'UnknownPropertyRefused',
  what: 'a payload with a property that the contract does not name',
  make: (run) => run.sign(addProperties(run, run.build())),
});

/** @throws Skip where the schema is closed */
function addProperties(run: ReceiverRun, delivery: Delivery): Delivery {
  const payload = readPayload(delivery);
  const inner = isObject(payload) ? Object.keys(payload).find((key) => isObject(payload[key])) : undefined;
  const top = { '/hookspec_added': { later: true } };
  const deep = inner === undefined ? top : { ...top, [`/${inner}/hookspec_added`]: 'later' };
  const fits = [deep, top].map((changes) => run.change(delivery, changes)).find(isAllowed);
  if (!fits) throw new Skip('the schema of the payload allows no further properties');
  return fits;

  function isAllowed(candidate: Delivery): boolean {
    return isValidPayload(run, run.event, readPayload(candidate)) || !isValidPayload(run, run.event, payload);
  }
}
