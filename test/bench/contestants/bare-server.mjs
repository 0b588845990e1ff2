// The floor: node:http reads the whole body, parses it as JSON and answers a prepared text. No schema, no store.
// Arguments: port, then a JSON object that gives status and body for create, invalid and unauthorised.
import { createServer } from 'node:http';

const port = Number(process.argv[2]);
const answers = JSON.parse(process.argv[3]);

createServer((request, response) => {
  const chunks = [];
  request.on('data', (chunk) => chunks.push(chunk));
  request.on('end', () => {
    const body = JSON.parse(Buffer.concat(chunks).toString());
    const kind =
      request.headers.authorization === undefined ? 'unauthorised' : body.url === undefined ? 'invalid' : 'create';
    const { status, text } = answers[kind];
    response.writeHead(status, { 'Content-Type': 'application/json', 'Content-Length': Buffer.byteLength(text) });
    response.end(text);
  });
}).listen(port, '127.0.0.1');
