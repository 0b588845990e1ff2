/** Stands for a project that uses the clients with compiler options of its own. */
import { createAgentmessageClient } from '../../generated/agentmessage/client.js';
import { createEncrataClient } from '../../generated/encrata/client.js';
import { createLavaClient } from '../../generated/lava/client.js';
import { createLeadlexClient } from '../../generated/leadlex/client.js';
import type { EventPayload } from '../../generated/leadlex/client.js';

export const clients = {
  agentmessage: createAgentmessageClient({ token: 'a' }),
  encrata: createEncrataClient({ token: 'd', baseUrl: 'http://127.0.0.1:4010/encrata' }),
  lava: createLavaClient({ token: 'b', fetch }),
  leadlex: createLeadlexClient({ token: 'c', headers: { 'X-Team': 'blue' } }),
};

export async function listUrls(): Promise<string[]> {
  const { data } = await clients.leadlex.GET('/v1/webhooks');
  return (data?.data.webhooks ?? []).map((webhook) => webhook.url);
}

export function describe(payload: EventPayload<'contact.created' | 'deal.created'>): string {
  return payload.type === 'contact.created' ? 'a contact' : 'a deal';
}
