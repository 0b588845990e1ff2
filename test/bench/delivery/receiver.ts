/** A receiver in a process of its own: reads each request to its end and answers with a status. Prints its port. */
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

const status = Number(process.argv[2] ?? 204);
const server = createServer((request, response) => {
  request.on('end', () => response.writeHead(status).end());
  request.resume();
});
server.listen(0, '127.0.0.1', () => process.stdout.write(`${(server.address() as AddressInfo).port}\n`));
process.stdin.on('end', () => process.exit()).resume();
