/** Servers that take addresses and bodies that they have to refuse. */
import { bodiesIn, fault, isSuccess, requests, withHeader } from './fault.ts';
import type { Dialect } from './dialect.ts';

const accepted = (api: Dialect, role: keyof Dialect['operations']): string[] => [
  `InvalidInputAccepted ${api.operations[role]}`,
];

/** The faults of this group. */
export const looseBodyFaults = [
  ...fault('leniency', 'private', 'calls back private addresses', ['leadlex'], (api) => ({
    finds: accepted(api, 'create'),
    place: 'url',
    wrap: bodiesIn(api, ['create', 'update'], (json) => ({
      ...json,
      ...(typeof json.url === 'string' && {
        url: json.url.replace(
          /^https:\/\/(127\.0\.0\.1|10\.\d+\.\d+\.\d+|localhost|192\.168\.\d+\.\d+)/,
          'https://hooks.example.com',
        ),
      }),
    })),
    isWrong: async (call) => isSuccess(await call.create({ url: 'https://127.0.0.1/hook' })),
  })),
  ...fault(
    'leniency',
    'private-spelling',
    'knows private addresses in their usual spelling only',
    ['leadlex'],
    (api) => ({
      finds: accepted(api, 'create'),
      place: 'url',
      wrap: bodiesIn(api, ['create', 'update'], (json) => ({
        ...json,
        ...(typeof json.url === 'string' && {
          url: json.url.replace(
            /^https:\/\/(\d{8,}|0x[0-9a-f.x]+|\[::ffff:[^\]]+\]|\[::1?\]|[\d.]*\b0\d[\d.]*|127\.1)(?=[/:?#]|$)/i,
            'https://hooks.example.com',
          ),
        }),
      })),
      isWrong: async (call) => isSuccess(await call.create({ url: 'https://2130706433/hook' })),
    }),
  ),
  ...fault('leniency', 'array-body', 'takes a list for a body', ['lava', 'encrata'], (api) => ({
    finds: accepted(api, 'create'),
    wrap: requests(api, 'create', (request) =>
      /^\s*\[/.test(request.body.toString())
        ? { ...request, body: Buffer.from(JSON.stringify(api.sample(99))) }
        : request,
    ),
    isWrong: async (call) => isSuccess(await call.create({}, { body: [] })),
  })),
  ...fault('leniency', 'malformed', 'takes broken JSON for an empty object', ['lava', 'leadlex'], (api) => ({
    finds: accepted(api, 'update'),
    wrap: requests(api, 'update', (request) => {
      try {
        JSON.parse(request.body.toString());
        return request;
      } catch {
        return { ...request, body: Buffer.from('{}') };
      }
    }),
    isWrong: async (call) => {
      const { item } = await call.create();
      return isSuccess(await call.update(item[api.id], {}, { body: '{"url":' }));
    },
  })),
  ...fault('leniency', 'no-body', 'creates from no body at all', ['lava', 'agentmessage'], (api) => ({
    finds: accepted(api, 'create'),
    wrap: requests(api, 'create', (request) =>
      request.body.length === 0
        ? {
            ...withHeader(request, 'content-type', 'application/json'),
            body: Buffer.from(JSON.stringify(api.sample(98))),
          }
        : request,
    ),
    isWrong: async (call) => isSuccess(await call.ask(`POST ${api.path}`)),
  })),
];
