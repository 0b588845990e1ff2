/** Sends 1,000 messages over the ten attempts of Standard Webhooks to a receiver that fails, and prints the seconds. */
import { loadContract } from '../../../src/contract/load.ts';
import { createRandom } from '../../../src/contract/template.ts';
import { createAgenda } from '../../../src/delivery/agenda.ts';
import { createManualClock } from '../../../src/delivery/clock.ts';
import { createDispatcher } from '../../../src/delivery/dispatch.ts';
import { createAttemptLog } from '../../../src/delivery/log.ts';
import { schedulePresets } from '../../../src/delivery/presets.ts';
import { createSender } from '../../../src/delivery/send.ts';

const url = process.argv[2]!;
const contract = await loadContract('leadlex');
const log = createAttemptLog();
const clock = createManualClock('2026-05-01T12:00:00Z');
const agenda = createAgenda({ now: clock.now });
const schedule = schedulePresets['standard-webhooks'];
const dispatcher = createDispatcher({ clock, random: createRandom(1), log, agenda, send: createSender(), schedule });
const event = contract.events[0]!.name;

const cpu = process.cpuUsage();
const began = performance.now();
await Promise.all(
  Array.from({ length: 1000 }, (_, number) => {
    const endpoint = { id: `ep_${number}`, resource: 'webhook', url, secrets: ['whsec_1'], tenant: 'acme' };
    return dispatcher.deliver({ contract, event, endpoint });
  }),
);
await agenda.travel(clock.now() + 30 * 86_400_000, (time) => clock.advance(time - clock.now()));
const { user, system } = process.cpuUsage(cpu);
const seconds = (performance.now() - began) / 1000;
process.stdout.write(`${JSON.stringify({ attempts: log.attempts().length, seconds, cpu: (user + system) / 1e6 })}\n`);
process.exit();
