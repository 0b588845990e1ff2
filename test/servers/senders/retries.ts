/** Senders that try again too often, too early, too late or not at all, and those whose list says something else. */
import type { Handle } from '../reference/support/http.ts';
import type { Post, Posted } from '../reference/support/outbox.ts';
import type { Lab } from './lab.ts';
import { FULL, type SenderFault, wrongSender } from './sender-fault.ts';

const isGood = ({ status }: Posted): boolean => status !== null && status >= 200 && status < 300;

/** How many come after a first one that was answered so. */
const after = async (lab: Lab, reply: Lab['replies'][number], milliseconds: number): Promise<number> => {
  await lab.create();
  lab.replies.push(reply);
  await lab.emit();
  return (await lab.advance(milliseconds)).length;
};

const follow =
  (post: Post): Post =>
  async (given) => {
    const posted = await post(given);
    const isRedirect = posted.status !== null && posted.status >= 300 && posted.status < 400;
    return isRedirect && posted.location !== undefined ? post({ ...given, url: posted.location }) : posted;
  };

/** Says of each test that it was delivered. */
const praises =
  (handle: Handle): Handle =>
  async (request) => {
    const response = await handle(request);
    if (!request.path.endsWith('/test') || response.status !== 200) return response;
    const json = response.json as Record<string, unknown>;
    const praise = 'outcome' in json ? { outcome: 'success', response_status: 200 } : { status: 'sent' };
    return { ...response, json: { ...json, ...praise } };
  };

/** Answers the first delivery of a lab, and reads the provider's list of them. */
const readLog = async (lab: Lab, status: number): Promise<any[]> => {
  const hook = await lab.create();
  lab.replies.push({ status });
  await lab.emit();
  const path = {
    lava: '',
    encrata: `/api/webhooks/deliveries?webhook_id=${hook.id}`,
    agentmessage: `/v1/webhooks/deliveries?endpoint_id=${hook.id}`,
    leadlex: `/v1/webhooks/${hook.id}/logs`,
  }[lab.provider];
  const { json } = await lab.call.ask(`GET ${path}`);
  return json.data?.logs ?? json.data ?? json;
};

/** The faults. */
export const retryFaults: readonly SenderFault[] = [
  ...wrongSender('no-retry', 'gives up after the first attempt', ['leadlex'], () => ({
    finds: ['RetryMissing'],
    hooks: () => ({ again: () => undefined }),
    isWrong: async (lab) => (await after(lab, { status: 500 }, 6000)) === 0,
  })),
  ...wrongSender('no-retry-full', 'gives up after the first attempt', ['lava', 'encrata', 'agentmessage'], () => ({
    // A list that says nothing of another attempt is right about that.
    finds: ['RetryMissing', 'DeliveryLogWrong?'],
    isFull: true,
    hooks: () => ({ policy: FULL, again: () => undefined }),
    isWrong: async (lab) => (await after(lab, { status: 500 }, 6000)) === 0,
  })),
  ...wrongSender('early-retry', 'tries again at once', ['leadlex', 'lava'], () => ({
    finds: ['RetryTimeWrong', 'RetryAfterIgnored'],
    isFull: true,
    hooks: () => ({ policy: FULL, again: (delay) => delay && 1000 }),
    isWrong: async (lab) => (await after(lab, { status: 500 }, 2000)) > 0,
  })),
  ...wrongSender('late-retry', 'tries again much later than it says', ['leadlex', 'encrata'], () => ({
    finds: ['RetryMissing', 'DeliveryLogWrong?'],
    isFull: true,
    hooks: () => ({ policy: FULL, again: (delay) => delay && delay * 10 }),
    isWrong: async (lab) => (await after(lab, { status: 500 }, 10_000)) === 0,
  })),
  ...wrongSender('one-retry', 'tries again once alone', ['leadlex', 'agentmessage'], () => ({
    finds: ['RetryMissing'],
    isFull: true,
    hooks: () => ({ policy: FULL, again: (delay, _, { attempt }) => (attempt === 1 ? delay : undefined) }),
    async isWrong(lab) {
      lab.replies.push({ status: 500 }, { status: 500 }, { status: 500 });
      await lab.create();
      await lab.emit();
      return (await lab.advance(60_000)).length === 1;
    },
  })),
  ...wrongSender('endless', 'never stops trying', ['leadlex', 'lava'], () => ({
    finds: ['RetryUnexpected'],
    isFull: true,
    hooks: () => ({
      policy: FULL,
      again: (delay, posted) => delay ?? (isGood(posted) || posted.status === 410 ? undefined : 60_000),
    }),
    async isWrong(lab) {
      lab.replies.push(...Array.from({ length: 9 }, () => ({ status: 500 })));
      await lab.create();
      await lab.emit();
      return (await lab.advance(900_000)).length > 3;
    },
  })),
  ...wrongSender('again', 'sends again what was taken', ['lava', 'leadlex'], () => ({
    finds: ['DeliveryRepeated'],
    isFull: true,
    hooks: () => ({
      policy: FULL,
      again: (delay, { status }, { attempt }) => delay ?? (attempt === 1 && status === 200 ? 5000 : undefined),
    }),
    isWrong: async (lab) => (await after(lab, { status: 200 }, 6000)) > 0,
  })),
  ...wrongSender('only-200', 'takes 204 for a failure', ['leadlex', 'agentmessage', 'encrata'], () => ({
    finds: ['DeliveryRepeated'],
    isFull: true,
    hooks: () => ({ policy: { ...FULL, isSuccess: (status: number) => status === 200 } }),
    isWrong: async (lab) => (await after(lab, { status: 204 }, 6000)) > 0,
  })),
  ...wrongSender('double', 'sends everything twice', ['encrata', 'lava'], () => ({
    finds: ['DeliveryRepeated'],
    hooks: () => ({
      post: (post) => async (given) => {
        const posted = await post(given);
        if (isGood(posted)) await post(given);
        return posted;
      },
    }),
    async isWrong(lab) {
      await lab.create();
      return (await lab.emit()).length === 2;
    },
  })),
  ...wrongSender('impatient', 'does not wait as long as Retry-After asks', ['leadlex', 'encrata'], () => ({
    finds: ['RetryAfterIgnored'],
    isFull: true,
    hooks: () => ({ policy: { ...FULL, retryAfter: false } }),
    isWrong: async (lab) => (await after(lab, { status: 503, headers: { 'Retry-After': '60' } }, 30_000)) > 0,
  })),
  ...wrongSender('retry-gone', 'tries again after 410', ['leadlex', 'agentmessage'], () => ({
    finds: ['GoneEndpointDelivered'],
    isFull: true,
    hooks: () => ({ policy: { ...FULL, gone: [] } }),
    isWrong: async (lab) => (await after(lab, { status: 410 }, 6000)) > 0,
  })),
  ...wrongSender('send-gone', 'sends new events to who is gone', ['leadlex', 'encrata'], () => ({
    finds: ['GoneEndpointDelivered'],
    isFull: true,
    hooks: () => ({
      policy: { ...FULL, gone: [] },
      again: (delay, { status }) => (status === 410 ? undefined : delay),
    }),
    async isWrong(lab) {
      await after(lab, { status: 410 }, 6000);
      return (await lab.emit()).length > 0;
    },
  })),
  ...wrongSender('redirect', 'follows redirects', ['lava', 'leadlex', 'encrata'], () => ({
    finds: ['RedirectFollowed'],
    hooks: () => ({ post: follow }),
    async isWrong(lab) {
      await lab.create();
      lab.replies.push({ status: 307, headers: { Location: `${lab.origin}/elsewhere` } });
      return (await lab.emit()).length > 1;
    },
  })),
  ...wrongSender('hasty', 'hangs up long before the time is over', ['encrata', 'lava'], () => ({
    // What a busy receiver answers too late for it comes again.
    finds: ['TimeoutTooShort', 'DeliveryRepeated?'],
    isFull: true,
    hooks: () => ({ policy: { ...FULL, timeout: 120 } }),
    async isWrong(lab) {
      await lab.create();
      lab.replies.push({ status: 200, holdMs: 250 });
      await lab.emit();
      return (await lab.advance(6000)).length > 0;
    },
  })),
  ...wrongSender('patient', 'waits for an answer without end', ['leadlex', 'agentmessage'], () => ({
    finds: ['RetryMissing'],
    isFull: true,
    hooks: () => ({ policy: { ...FULL, timeout: 60_000 } }),
    isWrong: async (lab) => (await after(lab, { status: 200, holdMs: 1000 }, 6000)) === 0,
  })),
  ...wrongSender('proud', 'lists a failure as a success', ['agentmessage', 'leadlex', 'encrata'], () => ({
    // The answer of a test is made from the same record.
    finds: ['DeliveryLogWrong', 'TestAnswerWrong?'],
    hooks: () => ({ note: (posted) => ({ ...posted, status: 200 }) }),
    isWrong: async (lab) => JSON.stringify(await readLog(lab, 500)).includes('"success"'),
  })),
  ...wrongSender('secretive', 'lists no delivery', ['agentmessage', 'leadlex', 'encrata'], (provider) => ({
    finds: ['DeliveryLogMissing'],
    hooks: () => ({
      note: (posted, { event }) => (provider === 'agentmessage' && event === 'webhook.test' ? posted : undefined),
    }),
    isWrong: async (lab) => (await readLog(lab, 200)).length === 0,
  })),
  ...wrongSender('other-hash', 'lists another hash than that of the body', ['agentmessage'], () => ({
    finds: ['DeliveryLogWrong'],
    hooks: () => ({ note: (posted) => ({ ...posted, bodySha256: '0'.repeat(64) }) }),
    isWrong: async (lab) => (await readLog(lab, 200))[0].request_body_sha256 === '0'.repeat(64),
  })),
  ...wrongSender('praise', 'says of every test that it was delivered', ['encrata', 'agentmessage'], () => ({
    finds: ['TestAnswerWrong'],
    wrap: praises,
    async isWrong(lab) {
      const hook = await lab.create();
      lab.replies.push({ status: 500 });
      const { json } =
        lab.provider === 'encrata'
          ? await lab.call.ask('POST /api/webhooks/test', { body: { id: hook.id } })
          : await lab.call.ask(`POST /v1/webhooks/${hook.id}/test`);
      return (json.status ?? json.outcome) !== (lab.provider === 'encrata' ? 'failed' : 'dead');
    },
  })),
];
