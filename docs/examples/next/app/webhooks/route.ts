// A route handler of Next.js: app/webhooks/route.ts. Next answers other methods with 405 by itself.
import { agentmessageWebhooks, type AgentmessageEvents } from 'hookspec/clients/agentmessage/webhooks';
import { createSeenDeliveries, createWebhookHandler } from 'hookspec/webhooks';

const hooks = createWebhookHandler<AgentmessageEvents>({
  ...agentmessageWebhooks,
  secrets: () => process.env['WEBHOOK_SECRET'], // a function: `next build` imports this file without the variable
  toleranceSeconds: 300,
  seen: createSeenDeliveries(), // on a serverless host: a table, since every instance has a memory of its own
  on: {
    'wallet.balance_low': (event) => console.log(`handled ${event.id}: the balance is low`),
    'wallet.balance_zero': (event) => console.log(`handled ${event.id}: the balance is gone`),
  },
});

export const POST = hooks.fetch;
