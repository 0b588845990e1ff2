// A receiver in Express. WEBHOOK_SECRET=whsec_… PORT=3000 node receiver.ts
import express from 'express';
import { leadlexWebhooks, type LeadlexEvents } from 'hookspec/clients/leadlex/webhooks';
import { createSeenDeliveries, createWebhookHandler } from 'hookspec/webhooks';

const hooks = createWebhookHandler<LeadlexEvents>({
  ...leadlexWebhooks,
  secrets: process.env['WEBHOOK_SECRET']!,
  seen: createSeenDeliveries(), // several processes: a table they share
  on: {
    'contact.created': (event) => console.log(`handled ${event.id}: ${event.data.contact?.full_name} is new`),
    'contact.deleted': (event) => console.log(`handled ${event.id}: a contact is gone`),
  },
});

const app = express();
app.post('/webhooks', hooks.express); // before express.json(), which would eat the raw bytes
app.use(express.json());

const server = app.listen(Number(process.env['PORT'] ?? 3000), '127.0.0.1', () => {
  console.log(`listening on ${JSON.stringify(server.address())}`);
});
