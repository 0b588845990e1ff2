/** Rules about how deliveries travel. */
import { definePair, defineRule, type Rule } from '../rule.ts';

const event = { direction: 'event', area: 'delivery' } as const;
const KEEP = 'Keep it for the subscribers that are there.';
const SEND = 'Go on sending the header with every delivery.';

export const deliveryRules: readonly Rule[] = [
  ...definePair(
    { ...event, kind: 'existence' },
    {
      id: 'delivery-policy-removed',
      title: 'Nothing is promised of deliveries any more.',
      action: 'removed',
      level: 'warning',
      instead: 'Go on saying how deliveries travel.',
    },
    { id: 'delivery-policy-added', title: 'It is said now how deliveries travel.', action: 'added', level: 'info' },
  ),
  ...definePair(
    { ...event, kind: 'bound' },
    {
      id: 'delivery-timeout-shortened',
      title: 'A receiver has less time to answer.',
      action: 'stricter',
      level: 'breaking',
      instead: KEEP,
    },
    { id: 'delivery-timeout-extended', title: 'A receiver has more time to answer.', action: 'looser', level: 'info' },
  ),
  ...definePair(
    { ...event, kind: 'values' },
    {
      id: 'delivery-retries-shortened',
      title: 'A failed delivery is tried less often, or for a shorter time.',
      action: 'stricter',
      level: 'breaking',
      instead: KEEP,
    },
    {
      id: 'delivery-retries-extended',
      title: 'A failed delivery is tried more often and longer.',
      action: 'looser',
      level: 'info',
    },
  ),
  ...definePair(
    { direction: 'acknowledgement', area: 'delivery', kind: 'values' },
    {
      id: 'delivery-success-narrowed',
      title: 'A status that meant success does not any more.',
      action: 'stricter',
      level: 'breaking',
      instead: 'Go on counting the status as a success.',
    },
    { id: 'delivery-success-widened', title: 'More statuses mean success.', action: 'looser', level: 'info' },
  ),
  ...definePair(
    { direction: 'acknowledgement', area: 'delivery', kind: 'existence' },
    {
      id: 'delivery-gone-added',
      title: 'A status switches an endpoint off, and did not.',
      action: 'stricter',
      level: 'breaking',
      instead: 'Go on trying again after the status.',
    },
    {
      id: 'delivery-gone-removed',
      title: 'A status does not switch an endpoint off any more.',
      action: 'looser',
      level: 'info',
    },
  ),
  ...definePair(
    { ...event, kind: 'lifecycle' },
    {
      id: 'delivery-disabled-sooner',
      title: 'An endpoint that fails is switched off sooner.',
      action: 'stricter',
      level: 'breaking',
      instead: KEEP,
    },
    {
      id: 'delivery-disabled-later',
      title: 'An endpoint that fails is switched off later.',
      action: 'looser',
      level: 'info',
    },
  ),
  ...definePair(
    { ...event, kind: 'requiredness' },
    {
      id: 'delivery-retry-after-ignored',
      title: "A receiver's Retry-After does not count any more.",
      action: 'stricter',
      level: 'warning',
      instead: KEEP,
    },
    {
      id: 'delivery-retry-after-honoured',
      title: "A receiver's Retry-After counts now.",
      action: 'looser',
      level: 'info',
    },
  ),
  ...definePair(
    { direction: 'event', area: 'header', kind: 'existence' },
    {
      id: 'delivery-header-removed',
      title: 'A header of deliveries is gone.',
      action: 'removed',
      level: 'breaking',
      instead: SEND,
    },
    { id: 'delivery-header-added', title: 'A header of deliveries is new.', action: 'added', level: 'info' },
  ),
  defineRule({
    direction: 'event',
    area: 'header',
    kind: 'values',
    id: 'delivery-header-changed',
    title: 'A header of deliveries carries another value.',
    action: 'changed',
    level: 'breaking',
    instead: SEND,
  }),
  ...definePair(
    { ...event, kind: 'name' },
    {
      id: 'delivery-id-became-unstable',
      title: 'Each attempt has an id of its own.',
      action: 'stricter',
      level: 'breaking',
      instead: 'Keep one id over all attempts: subscribers drop repeats by it.',
    },
    {
      id: 'delivery-id-became-stable',
      title: 'All attempts of a delivery have one id.',
      action: 'looser',
      level: 'info',
    },
  ),
  defineRule({
    ...event,
    kind: 'form',
    id: 'delivery-id-form-changed',
    title: 'Ids of deliveries or events look different.',
    action: 'changed',
    level: 'warning',
    instead: 'Tell subscribers who check the form, or keep it.',
  }),
  ...definePair(
    { direction: 'event', area: 'operation', kind: 'requiredness' },
    {
      id: 'event-became-unsubscribable',
      title: 'Nobody can subscribe to an event any more.',
      action: 'stricter',
      level: 'breaking',
      instead: 'Keep the event for those who have it.',
    },
    { id: 'event-became-subscribable', title: 'An event can be subscribed to now.', action: 'looser', level: 'info' },
  ),
];
