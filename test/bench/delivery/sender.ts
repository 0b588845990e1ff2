/** Sends events to a receiver, so many at once, and prints what it took as one line of JSON. */
import { loadContract } from '../../../src/contract/load.ts';
import { createRandom } from '../../../src/contract/template.ts';
import { createDispatcher } from '../../../src/delivery/dispatch.ts';
import { createAttemptLog } from '../../../src/delivery/log.ts';
import { createSender } from '../../../src/delivery/send.ts';
import { openDataFile } from '../../../src/mock/data/data-file.ts';

const [kind, name, url, count, inFlight, file] = process.argv.slice(2) as [
  string,
  string,
  string,
  string,
  string,
  string,
];
const contract = await loadContract(name);
const event = contract.events[0]!.name;
const secrets = ['whsec_bench_0123456789abcdef0123456789abcdef'];
const endpoint = { id: 'ep_1', resource: contract.behaviour.resources[0]!.name, url, secrets, tenant: 'acme' };

function createDeliver(): () => Promise<unknown> {
  const send = createSender();
  if (kind === 'bare') {
    const body = new TextEncoder().encode(JSON.stringify(contract.events[0]!.body?.examples[0]?.value));
    const headers = { 'content-type': 'application/json' };
    return () => send({ url: new URL(url), headers, body, timeout: 10_000 });
  }
  const data = kind === 'durable' ? openDataFile(file, 1) : undefined;
  data?.journal(name);
  const log = createAttemptLog({ journal: data?.attempts });
  const dispatcher = createDispatcher({ random: createRandom(1), log, send });
  return () => dispatcher.deliver({ contract, event, endpoint });
}

const deliver = createDeliver();
async function run(total: number): Promise<number[]> {
  const times: number[] = [];
  let left = total;
  const lane = async () => {
    while (left-- > 0) {
      const began = performance.now();
      await deliver();
      times.push(performance.now() - began);
    }
  };
  await Promise.all(Array.from({ length: Number(inFlight) }, lane));
  return times;
}

await run(Math.min(3000, Number(count)));
const cpu = process.cpuUsage();
const began = performance.now();
const times = (await run(Number(count))).sort((a, b) => a - b);
const seconds = (performance.now() - began) / 1000;
const { user, system } = process.cpuUsage(cpu);
const at = (share: number) => times[Math.min(times.length - 1, Math.floor(times.length * share))]!;
const result = { perSecond: times.length / seconds, p50: at(0.5), p99: at(0.99), cpu: (user + system) / times.length };
process.stdout.write(`${JSON.stringify(result)}\n`);
process.exit();
