// fastify with its own validation (ajv) and serialisation from the schemas of Lava's document, and a bearer check.
// Arguments: port, path of the OpenAPI document.
import { randomBytes, randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import fastify from 'fastify';

const port = Number(process.argv[2]);
const { schemas } = JSON.parse(readFileSync(process.argv[3], 'utf8')).components;

// `example` is an annotation of OpenAPI that ajv does not know.
const app = fastify({ logger: false, ajv: { customOptions: { keywords: ['example'] } } });

app.post(
  '/lava/v1/webhooks',
  {
    schema: { body: schemas.CreateWebhook, response: { 201: schemas.WebhookCreate } },
    onRequest: async (request, reply) => {
      if (!request.headers.authorization?.startsWith('Bearer ')) {
        const message = 'The Authorization header is missing';
        return reply.code(401).send({ error: { message, code: 'invalid_credentials', status: 401 } });
      }
    },
  },
  async (request, reply) => {
    reply.code(201);
    return {
      webhook_id: randomUUID(),
      name: request.body.name,
      url: request.body.url,
      webhook_secret: randomBytes(32).toString('hex'),
      created_at: new Date().toISOString(),
    };
  },
);

await app.listen({ port, host: '127.0.0.1' });
