/** Receivers that do with events what they should not. */
import { setTimeout as delay } from 'node:timers/promises';
import { read } from '../schemes.ts';
import { all, fault, hasFailed, isFine, type Setting } from './fault.ts';

const seeing: Setting = { effects: true };
/** Schemes whose deliveries have an id that stays. */
const named = ['agentmessage', 'leadlex', 'till'] as const;

/** What is wrong about the work. */
export const handlingFaults = [
  ...fault('duplicate-409', 'answers 409 to a duplicate', ['DuplicateRefused'], named, (scheme) => ({
    change: (right, { seen }) => ({
      take(payload, request, body) {
        if (seen.has(scheme.id?.(request.headers, payload))) return { status: 409, text: 'seen' };
        return right.take(payload, request, body);
      },
    }),
    async isWrong(sender) {
      const id = sender.fresh();
      await sender.deliver({ id });
      return !isFine(await sender.deliver({ id }));
    },
  })),
  ...fault(
    'duplicate-500',
    'fails at a duplicate, as a table does with a unique key',
    ['DuplicateRefused'],
    named,
    (scheme) => ({
      change: (right, { seen }) => ({
        take(payload, request, body) {
          if (seen.has(scheme.id?.(request.headers, payload))) throw new Error('there is one');
          return right.take(payload, request, body);
        },
      }),
      async isWrong(sender) {
        const id = sender.fresh();
        await sender.deliver({ id });
        return hasFailed(await sender.deliver({ id }));
      },
    }),
  ),
  ...fault(
    'duplicate-twice',
    'handles a duplicate again',
    ['DuplicateHandledTwice'],
    named,
    () => ({
      change: (right, { seen }) => ({
        take(payload, request, body) {
          seen.clear();
          return right.take(payload, request, body);
        },
      }),
      async isWrong(sender, { state }) {
        const id = sender.fresh();
        await sender.deliver({ id });
        await sender.deliver({ id });
        return state.handled.length > 1;
      },
    }),
    seeing,
  ),
  ...fault(
    'noted-too-late',
    'notes what it has seen after its work alone, so that copies overtake',
    ['CopiesHandledTwice'],
    named,
    (scheme) => ({
      change: (_, { seen, handled }) => ({
        async take(payload, request) {
          const id = scheme.id?.(request.headers, payload);
          if (seen.has(id)) return { status: scheme.success };
          await delay(60);
          handled.push(id);
          seen.add(id);
          return { status: scheme.success };
        },
      }),
      async isWrong(sender, { state }) {
        const id = sender.fresh();
        await Promise.all([sender.deliver({ id }), sender.deliver({ id })]);
        return state.handled.length > 1;
      },
    }),
    seeing,
  ),
  ...fault(
    'known-by-signature',
    'knows a duplicate by its signature, which is another one at each attempt',
    ['RetryHandledTwice'],
    ['agentmessage', 'till'],
    (scheme) => ({
      change: (_, { seen, handled }) => ({
        take(_payload, request) {
          const key = read(request.headers, scheme.header);
          if (!seen.has(key)) handled.push(key);
          seen.add(key);
          return { status: scheme.success };
        },
      }),
      async isWrong(sender, { state }) {
        const id = sender.fresh();
        const seconds = Math.floor(Date.now() / 1000);
        await sender.deliver({ id, seconds });
        await sender.deliver({ id, seconds: seconds - 3 });
        return state.handled.length > 1;
      },
    }),
    seeing,
  ),
  ...fault(
    'known-by-event',
    'takes a second event of the same kind for a duplicate',
    ['DistinctDeliveryDropped'],
    named,
    (scheme) => ({
      change: (_, { notes, handled }) => ({
        take(payload, request) {
          const key = `${String(scheme.name(payload))} ${JSON.stringify(payload.data)} ${String(scheme.created(payload))}`;
          if (!notes.has(key)) handled.push(scheme.id?.(request.headers, payload));
          notes.set(key, true);
          return { status: scheme.success };
        },
      }),
      async isWrong(sender, { state }) {
        await sender.deliver();
        await sender.deliver();
        return state.handled.length < 2;
      },
    }),
    seeing,
  ),
  ...fault(
    'works-first',
    'handles a delivery before it verifies it',
    ['ForgeryHandled'],
    all,
    (scheme) => ({
      change: (right, { seen, handled }) => ({
        verify(request, body) {
          const parsed = right.parse(body, request);
          const id = 'payload' in parsed ? scheme.id?.(request.headers, parsed.payload) : undefined;
          if (id === undefined || !seen.has(id)) handled.push(id);
          if (id !== undefined) seen.add(id);
          return right.verify(request, body);
        },
        take: () => ({ status: scheme.success }),
      }),
      async isWrong(sender, { state }) {
        await sender.deliver({ edit: () => ({}) });
        return state.handled.length > 0;
      },
    }),
    seeing,
  ),
  ...fault('answers-first', 'answers before it verifies', ['SignatureNotVerified'], all, (scheme) => ({
    change: (right) => ({
      verify: () => undefined,
      take(payload, request, body) {
        if (!right.verify(request, body)) void right.take(payload, request, body);
        return { status: scheme.success };
      },
    }),
    isWrong: async (sender) => isFine(await sender.deliver({ edit: () => ({}) })),
  })),
  ...fault(
    'works-twice',
    'handles each delivery twice',
    ['DeliveryHandledTwice'],
    ['lava', ...named],
    () => ({
      change: (right, { handled }) => ({
        async take(payload, request, body) {
          const before = handled.length;
          const answer = await right.take(payload, request, body);
          if (handled.length > before) handled.push('again');
          return answer;
        },
      }),
      async isWrong(sender, { state }) {
        await sender.deliver();
        return state.handled.length > 1;
      },
    }),
    seeing,
  ),
  ...fault(
    'no-work',
    'accepts deliveries and does nothing',
    ['DeliveryNotHandled'],
    named,
    (scheme) => ({
      change: () => ({ take: () => ({ status: scheme.success }) }),
      async isWrong(sender, { state }) {
        await sender.deliver();
        return state.handled.length === 0;
      },
    }),
    seeing,
  ),
];
