/** Lets events pile up behind a receiver that fails, and prints what each size of the pile needs as a line of JSON. */
import { rmSync } from 'node:fs';
import { loadContract } from '../../../src/contract/load.ts';
import { createRandom } from '../../../src/contract/template.ts';
import { createAgenda } from '../../../src/delivery/agenda.ts';
import { createDispatcher } from '../../../src/delivery/dispatch.ts';
import { createAttemptLog } from '../../../src/delivery/log.ts';
import { openDataFile } from '../../../src/mock/data/data-file.ts';

const [file, ...sizes] = process.argv.slice(2) as [string, ...string[]];
rmSync(file, { force: true });
const contract = await loadContract('leadlex');
const data = openDataFile(file, 1);
data.journal(contract.name);
const log = createAttemptLog({ journal: data.attempts });
const now = () => Date.parse('2026-05-01T12:00:00Z');
const agenda = createAgenda({ now });
const send = async () => ({ status: 500, body: '' });
const dispatcher = createDispatcher({ clock: { now }, random: createRandom(1), log, agenda, send });
const event = contract.events[0]!.name;

for (let count = 1; count <= Number(sizes.at(-1)); count++) {
  const endpoint = {
    id: 'ep_1',
    resource: 'webhook',
    url: 'http://127.0.0.1:9/',
    secrets: ['whsec_1'],
    tenant: 'acme',
  };
  await dispatcher.deliver({ contract, event, endpoint });
  if (!sizes.includes(String(count))) continue;
  globalThis.gc!();
  const { heapUsed, rss } = process.memoryUsage();
  process.stdout.write(`${JSON.stringify({ count, heap: heapUsed, rss })}\n`);
}
data.close([]);
