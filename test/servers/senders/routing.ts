/** Senders that send to the wrong ones, to the wrong place, or do not send. */
import type { Provider } from '../faults/dialect.ts';
import { withBody } from '../faults/fault.ts';
import type { Handle } from '../reference/support/http.ts';
import type { Target } from '../reference/support/sender.ts';
import { type Hook, type Lab, samples } from './lab.ts';
import { FULL, first, posting, seen, type SenderFault, wrongSender } from './sender-fault.ts';

/** Remembers everybody who was ever there. */
const everybody = (): ((all: readonly Target[]) => readonly Target[]) => {
  const known = new Map<string, Target>();
  return (all) => {
    for (const target of all) known.set(target.id, target);
    return [...known.values()];
  };
};

const switchOff = (lab: Lab, hook: Hook): Promise<unknown> =>
  lab.update(hook, { [lab.provider === 'encrata' ? 'is_active' : 'active']: false });

const failsOnce = async (lab: Lab, then: (hook: Hook) => Promise<unknown>): Promise<number> => {
  const hook = await lab.create();
  lab.replies.push({ status: 500 });
  await lab.emit();
  await then(hook);
  return (await lab.advance(6000)).length;
};

/** Shows a webhook as switched off, and goes on as if nobody had asked for that. */
const keepsSending =
  (handle: Handle): Handle =>
  async (request) => {
    if (!['PATCH', 'PUT'].includes(request.method)) return handle(request);
    const off: Record<string, unknown> = {};
    const kept = withBody(request, ({ active, is_active, ...json }) => {
      if (active === false) off['active'] = false;
      if (is_active === false) off['is_active'] = false;
      return { ...json, ...(active === true && { active }), ...(is_active === true && { is_active }) };
    });
    const response = await handle(kept);
    const put = (json: any): unknown =>
      json.data?.webhook ? { data: { webhook: { ...json.data.webhook, ...off } } } : { ...json, ...off };
    return response.status === 200 && response.json !== undefined
      ? { ...response, json: put(response.json) }
      : response;
  };

/** The faults. */
export const routingFaults: readonly SenderFault[] = [
  ...wrongSender('put', 'sends with PUT', ['lava', 'leadlex'], () => ({
    finds: ['DeliveryUrlWrong'],
    hooks: posting((given) => ({ ...given, method: 'PUT' })),
    isWrong: seen(({ method }) => method !== 'POST'),
  })),
  ...wrongSender('no-query', 'leaves the query of the URL out', ['encrata', 'agentmessage'], () => ({
    finds: ['DeliveryUrlWrong'],
    hooks: posting((given) => ({ ...given, url: given.url.replace(/\?.*$/, '') })),
    isWrong: seen(({ target }) => !target.includes('?')),
  })),
  ...wrongSender('no-path', 'sends to the host alone', ['lava', 'encrata'], () => ({
    finds: ['DeliveryUrlWrong'],
    hooks: posting((given) => ({ ...given, url: new URL('/', given.url).href })),
    isWrong: seen(({ target }) => target === '/'),
  })),
  ...wrongSender('lost-event', 'loses the events of one kind', ['lava', 'leadlex', 'agentmessage'], (provider) => ({
    finds: ['DeliveryMissing'],
    hooks: () => ({ receivers: (chosen, event) => (event === samples[provider].events[1] ? [] : chosen) }),
    async isWrong(lab) {
      await lab.create();
      return (await lab.emit(samples[provider].events[1])).length === 0;
    },
  })),
  ...wrongSender('one-receiver', 'sends each event to one receiver alone', ['lava', 'encrata'], () => ({
    finds: ['DeliveryMissing'],
    hooks: () => ({ receivers: (chosen) => chosen.slice(0, 1) }),
    async isWrong(lab) {
      await lab.create();
      await lab.create();
      return (await lab.emit()).length === 1;
    },
  })),
  ...wrongSender(
    'all-events',
    'sends every event to everybody',
    ['encrata', 'agentmessage', 'leadlex'],
    (provider) => ({
      finds: ['UnsubscribedEventDelivered', 'InactiveEndpointDelivered', 'DeletedEndpointDelivered?'],
      hooks: () => ({ receivers: (_, __, all) => all }),
      async isWrong(lab) {
        const [event, other] = samples[provider].events;
        await lab.create({ events: [event] });
        return (await lab.emit(other)).length > 0;
      },
    }),
  ),
  ...wrongSender(
    'old-subscription',
    'keeps sending what was once subscribed to',
    ['encrata', 'leadlex'],
    (provider) => ({
      finds: ['UnsubscribedEventDelivered', 'InactiveEndpointDelivered'],
      hooks: () => {
        const known = new Set<string>();
        return {
          receivers(chosen, event, all) {
            for (const { id } of chosen) known.add(`${id} ${event}`);
            return all.filter(({ id }) => known.has(`${id} ${event}`));
          },
        };
      },
      async isWrong(lab) {
        const [event, other] = samples[provider].events;
        const hook = await lab.create({ events: [event] });
        await lab.emit(event);
        await lab.update(hook, { events: [other] });
        return (await lab.emit(event)).length > 0;
      },
    }),
  ),
  ...wrongSender('inactive', 'sends to who is switched off', ['encrata', 'agentmessage', 'leadlex'], () => ({
    finds: ['InactiveEndpointDelivered'],
    wrap: keepsSending,
    async isWrong(lab) {
      const { hook } = await first(lab);
      await switchOff(lab, hook);
      return (await lab.emit()).length > 0;
    },
  })),
  ...wrongSender('deleted', 'sends to who was deleted', ['lava', 'encrata', 'leadlex'], () => ({
    finds: ['DeletedEndpointDelivered'],
    hooks: () => {
      const remember = everybody();
      return {
        receivers(chosen, _, all) {
          const gone = remember(all).filter(({ id }) => !all.some((target) => target.id === id));
          return [...chosen, ...gone];
        },
      };
    },
    async isWrong(lab) {
      const { hook } = await first(lab);
      await lab.call.remove(hook.id);
      return (await lab.emit()).length > 0;
    },
  })),
  ...wrongSender('old-url', 'sends to the URL that it saw first', ['lava', 'leadlex'], () => ({
    finds: ['OldUrlDelivered'],
    hooks: () => {
      const urls = new Map<string, string>();
      return {
        receivers(chosen, _, all) {
          for (const { id, url } of all) if (!urls.has(id)) urls.set(id, url);
          return chosen.map((target) => ({ ...target, url: urls.get(target.id)! }));
        },
      };
    },
    async isWrong(lab) {
      const { hook } = await first(lab);
      await lab.update(hook, { url: `${lab.origin}/moved` });
      const [came] = await lab.emit();
      return came?.target !== '/moved';
    },
  })),
  ...wrongSender('deleted-retry', 'tries again for who was deleted', ['lava', 'leadlex'], () => ({
    // LeadLex can be switched off, Lava cannot.
    finds: ['DeletedEndpointDelivered', 'InactiveEndpointDelivered?'],
    isFull: true,
    hooks: () => ({ policy: FULL, renew: (target, parts) => target ?? parts.target }),
    isWrong: async (lab) => (await failsOnce(lab, ({ id }) => lab.call.remove(id))) > 0,
  })),
  ...wrongSender('inactive-retry', 'tries again for who was switched off', ['encrata', 'agentmessage'], () => ({
    finds: ['InactiveEndpointDelivered', 'DeletedEndpointDelivered'],
    isFull: true,
    hooks: () => ({ policy: FULL, renew: (target, parts) => target ?? parts.target }),
    isWrong: async (lab) => (await failsOnce(lab, (hook) => switchOff(lab, hook))) > 0,
  })),
  ...wrongSender('test-to-all', 'sends a test to everybody', ['encrata', 'agentmessage'], (provider: Provider) => ({
    finds: ['TestSentToOthers'],
    hooks: () => {
      const known = new Map<string, string>();
      return {
        post: (post) => async (given) => {
          const isTest = /"(?:event|type)":"(?:webhook\.)?test"/.test(String(given.body));
          known.set(new URL(given.url).pathname, given.url);
          const posted = await post(given);
          for (const url of isTest ? known.values() : []) if (url !== given.url) await post({ ...given, url });
          return posted;
        },
      };
    },
    async isWrong(lab) {
      const [hook, other] = [await lab.create(), await lab.create()];
      await lab.emit();
      const count = lab.at(other).length;
      const call = provider === 'encrata' ? '/api/webhooks/test' : `/v1/webhooks/${hook.id}/test`;
      await lab.call.ask(`POST ${call}`, { body: provider === 'encrata' ? { id: hook.id } : {} });
      return lab.at(other).length > count;
    },
  })),
];
