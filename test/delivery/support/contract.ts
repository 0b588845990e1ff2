/** A contract that exists only here: just enough of one to deliver events. */
import type { Behaviour } from '../../../src/contract/behaviour.ts';
import type { DeliveryPolicy } from '../../../src/contract/delivery-policy.ts';
import type { Contract, Json } from '../../../src/contract/types.ts';
import type { Endpoint } from '../../../src/delivery/job.ts';
import { pairs } from '../../signing/support/schemes.ts';

/** Policy of the fixture; tests change single members. */
const policy: DeliveryPolicy = {
  success: ['2XX'],
  timeout: 'PT5S',
  retries: [],
  jitter: 0,
  retryAfter: false,
  gone: [],
  headers: {
    'X-Delivery': '$delivery.id',
    'X-Event': '$event.name',
    'X-Attempt': '$delivery.attempt',
    'X-Tenant': '$tenant#/name',
    'X-Nothing': '$resource#/nothing',
    'User-Agent': 'Fixture/1.0',
  },
  id: 'del_{uuid}',
  eventId: 'evt_{uuid}',
  stableId: true,
  keys: 'contract',
  fill: { '/id': '$delivery.eventId', '/created_at': '$now', '/hook': '$resource#/id' },
};

/** Body of the event `thing.made`. */
const example: Json = {
  id: 'evt_1',
  type: 'thing.made',
  created_at: '2020-01-01T00:00:00Z',
  data: { b: 'ü', a: [1] },
};

/** A frozen-enough contract with the events `thing.made` and `thing.empty` (no example). */
export function createContract(
  changes: Partial<Omit<Behaviour, 'delivery'>> & { delivery?: Partial<DeliveryPolicy> } = {},
): Contract {
  const media = (value?: Json) => ({
    type: 'application/json',
    pointer: '',
    examples: value === undefined ? [] : [{ name: 'default', value, pointer: '' }],
  });
  const event = { pointer: '', summary: '', description: '', tags: [], headers: [] };
  return {
    name: 'fixture',
    title: 'Fixture',
    version: '1',
    openapi: '3.1.0',
    document: {},
    files: [],
    servers: [],
    basePath: '',
    basePaths: [''],
    warnings: [],
    operations: [],
    events: [
      { ...event, name: 'thing.made', body: media(example) },
      { ...event, name: 'thing.empty', body: media() },
    ],
    securitySchemes: [],
    behaviour: {
      resources: [],
      outcomes: { conditions: {}, always: { fill: {}, headers: {}, requestId: '{uuid}' } },
      rateLimits: [],
      unsubscribable: [],
      raw: {},
      signature: pairs,
      ...changes,
      delivery: { ...policy, ...changes.delivery },
    },
    locate: () => ({ file: '', line: 1, column: 1 }),
    evidence: () => undefined,
  };
}

/** An endpoint of tenant `acme`. */
export function toEndpoint(url: string, secrets: readonly string[] = ['whsec_1']): Endpoint {
  return { id: 'ep_1', resource: 'endpoint', url, secrets, tenant: 'acme' };
}
