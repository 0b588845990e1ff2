import { findNamePlace } from '../../../contract/identify-event.ts';
import { defineSound } from '../define.ts';

/** A name that no event of the contract has. */
const NAME = 'hookspec.unknown_event';

/** An event that the provider invents later makes no receiver fail. */
export const unknownEvent = defineSound({
  name: 'unknown-event',
  phase: 'bodies',
  title: 'answers an event that is not in the contract, and not with 5xx',
  code: 'UnknownEventFails',
  what: 'an event that the contract does not have',
  skip: ({ contract }) =>
    findNamePlace(contract) ? undefined : 'the contract does not say where the name of an event stands',
  make: (run) => run.good({ name: NAME }),
});
