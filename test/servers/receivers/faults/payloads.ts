/** Receivers that take events and payloads otherwise than their contract has them. */
import { all, fault, hasFailed, isFine } from './fault.ts';

/** What payloads are taken wrongly. */
export const payloadFaults = [
  ...fault('unknown-event-500', 'fails at an event that it does not know', ['UnknownEventFails'], all, (scheme) => ({
    change: (right) => ({
      take(payload, request, body) {
        if (String(scheme.name(payload)).includes('unknown')) throw new TypeError('handlers[name] is not a function');
        return right.take(payload, request, body);
      },
    }),
    isWrong: async (sender) =>
      hasFailed(
        await sender.deliver({
          body: sender.payload((payload) => ({
            ...payload,
            [payload.type === undefined ? 'event' : 'type']: 'an.unknown_event',
          })),
        }),
      ),
  })),
  ...fault(
    'unknown-event-crash',
    'ends at an event that it does not know',
    ['UnknownEventFails'],
    ['lava', 'till'],
    (scheme) => ({
      change: (right, state) => ({
        take(payload, request, body) {
          if (!String(scheme.name(payload)).includes('unknown')) return right.take(payload, request, body);
          state.server?.close();
          state.server?.closeAllConnections();
          return { status: 200 };
        },
      }),
      isWrong: async (sender) =>
        hasFailed(
          await sender.deliver({
            body: sender.payload((payload) => ({
              ...payload,
              [payload.type === undefined ? 'event' : 'type']: 'an.unknown_event',
            })),
          }),
        ),
    }),
  ),
  ...fault('closed-schema', 'refuses a property that it does not know', ['UnknownPropertyRefused'], all, () => ({
    change: (right) => ({
      take(payload, request, body) {
        if (Object.keys(payload).includes('hookspec_added') && typeof payload.hookspec_added === 'object')
          return { status: 400, text: 'unknown property' };
        return Object.keys(payload).includes('more') ? { status: 400 } : right.take(payload, request, body);
      },
    }),
    isWrong: async (sender) =>
      !isFine(await sender.deliver({ body: sender.payload((payload) => ({ ...payload, more: 1 })) })),
  })),
  ...fault(
    'needs-optional',
    'fails where an optional property is missing',
    ['MinimalPayloadRefused'],
    ['leadlex', 'till'],
    (scheme) => ({
      change: (right) => ({
        take(payload, request, body) {
          const text = scheme.contract === 'leadlex' ? payload.data?.contact?.full_name : payload.data?.note;
          const isOfKind = scheme.contract !== 'leadlex' || payload.type === 'contact.created';
          if (isOfKind && payload.data?.amount !== null && text === undefined)
            throw new TypeError('undefined.trim is not a function');
          return right.take(payload, request, body);
        },
      }),
      isWrong: async (sender) =>
        hasFailed(
          await sender.deliver({
            body: sender.payload((payload) => ({
              ...payload,
              data: scheme.contract === 'leadlex' ? { contact: { id: 'c1' } } : { order_id: 'o', amount: 1 },
            })),
          }),
        ),
    }),
  ),
  ...fault(
    'one-event',
    'knows one event alone and answers 404 to all others',
    ['GoodDeliveryRefused'],
    all,
    (scheme) => ({
      change: (right) => ({
        take(payload, request, body) {
          const own = scheme.sample('').type ?? scheme.sample('').event;
          return scheme.name(payload) === own
            ? right.take(payload, request, body)
            : { status: 404, text: 'no such event' };
        },
      }),
      isWrong: async (sender) =>
        !isFine(
          await sender.deliver({
            body: sender.payload((payload) => ({
              ...payload,
              [payload.type === undefined ? 'event' : 'type']: 'another.event',
            })),
          }),
        ),
    }),
  ),
  ...fault('one-example', 'expects a number where the contract allows null', ['ExampleRefused'], ['till'], () => ({
    change: (right) => ({
      take: (payload, request, body) =>
        payload.data?.amount === null ? { status: 422, text: 'no amount' } : right.take(payload, request, body),
    }),
    isWrong: async (sender) =>
      !isFine(
        await sender.deliver({
          body: sender.payload((payload) => ({ ...payload, data: { order_id: 'o', amount: null } })),
        }),
      ),
  })),
  ...fault('no-content', 'answers 204 where 200 alone counts', ['SuccessStatusWrong'], ['lava'], () => ({
    change: (right) => ({
      async take(payload, request, body) {
        await right.take(payload, request, body);
        return { status: 204 };
      },
    }),
    isWrong: async (sender) => (await sender.deliver()).status === 204,
  })),
];
