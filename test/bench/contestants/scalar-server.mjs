// Scalar's mock server as its documentation shows it: a Hono app behind @hono/node-server.
// Arguments: port, path of the OpenAPI document.
import { readFileSync } from 'node:fs';
import { serve } from '@hono/node-server';
import { createMockServer } from '@scalar/mock-server';

const port = Number(process.argv[2]);
const app = await createMockServer({ document: JSON.parse(readFileSync(process.argv[3], 'utf8')), logger: false });
serve({ fetch: app.fetch, port, hostname: '127.0.0.1' });
