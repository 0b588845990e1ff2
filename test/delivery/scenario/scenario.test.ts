import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { leadlexWebhooks, type LeadlexEvents } from '../../../generated/leadlex/webhooks.ts';
import { loadContract } from '../../../src/contract/load.ts';
import { createWebhookHandler } from '../../../src/delivery/receive/webhooks.ts';
import { loadScenario } from '../../../src/delivery/scenario/read-scenario.ts';
import { runScenario, type StepOutcome } from '../../../src/delivery/scenario/run-scenario.ts';
import { HookspecError } from '../../../src/errors.ts';
import { root, runCli } from '../../support/cli.ts';
import { startReceiver } from '../support/receiver.ts';

const SECRET = 'whsec_of_a_test';
const leadlex = await loadContract('leadlex');
let folder: string;
beforeAll(async () => void (folder = await mkdtemp(join(tmpdir(), 'scenario-'))));
afterAll(() => rm(folder, { recursive: true }));

async function write(text: string): Promise<string> {
  const file = join(folder, 'steps.yaml');
  await writeFile(file, text);
  return file;
}

/** A receiver that verifies, remembers contacts, and answers 404 for one it does not know. */
async function startContacts() {
  const contacts = new Set<unknown>();
  const hooks = createWebhookHandler<LeadlexEvents>({
    ...leadlexWebhooks,
    secrets: SECRET,
    on: { 'contact.created': (event) => contacts.add(event.data.contact?.id) },
  });
  return startReceiver((response, { headers, body }) => {
    const request = new Request('http://127.0.0.1/', {
      method: 'POST',
      headers: headers as never,
      body: new Uint8Array(body),
    });
    void hooks.fetch(request).then((answer) => {
      const event = JSON.parse(body.toString()) as { type: string; data: { contact?: { id: unknown } } };
      const isUnknown = event.type === 'contact.deleted' && !contacts.has(event.data.contact?.id);
      response.writeHead(isUnknown ? 404 : answer.status).end(JSON.stringify({ nextId: 'from the answer' }));
    });
  });
}

async function run(text: string, to: string): Promise<{ outcomes: StepOutcome[]; waited: number[] }> {
  const scenario = await loadScenario(await write(text), leadlex, folder);
  const waited: number[] = [];
  const sleep = (time: number) => Promise.resolve(waited.push(time));
  const outcomes: StepOutcome[] = [];
  for await (const outcome of runScenario(scenario, { contract: leadlex, to, secrets: [SECRET], sleep }))
    outcomes.push(outcome);
  return { outcomes, waited };
}

test('runs steps that use what came of those before', async () => {
  await using receiver = await startContacts();
  const { outcomes, waited } = await run(
    `steps:
  - name: first
    event: contact.created
    set: { data.contact.id: c_7, data.contact.full_name: $$steps }
  - wait: PT2S
  - name: second
    event: contact.deleted
    data: { id: evt_x, type: contact.deleted, data: { contact: { id: $steps.first.payload.data.contact.id } } }
    expect: 200
  - event: contact.deleted
    set:
      data.contact: { id: $steps.second.body.nextId, status: $steps.first.status, of: [$steps.first.eventId] }
    expect: 404
  - { event: contact.created, fault: bad-signature, count: 2 }
  - { event: contact.created, fault: bad-signature, expect: 401 }
`,
    receiver.url,
  );
  expect(outcomes.map(({ expected, isRight }) => [expected, isRight])).toEqual([
    ['accepted', true],
    [undefined, true],
    ['200', true],
    ['404', true],
    ['refused', true],
    ['401', true],
  ]);
  expect(waited).toEqual([2000]);
  const bodies = receiver.requests.map(({ body }) => JSON.parse(body.toString()) as { id: string; data: object });
  expect(bodies[0]!.data).toMatchObject({ contact: { id: 'c_7', full_name: '$steps' } });
  expect(bodies[2]!.data).toMatchObject({ contact: { id: 'from the answer', status: 200, of: [bodies[0]!.id] } });
});

test('calls a step wrong that is not answered as expected, or refers to what is not there, and goes on', async () => {
  await using receiver = await startContacts();
  const { outcomes } = await run(
    `steps:
  - { name: a, event: contact.created, expect: refused }
  - { event: contact.created, set: { data.x: $steps.a.body.no.such } }
  - { event: contact.created, expect: accepted }
`,
    receiver.url,
  );
  expect(outcomes.map(({ isRight, problem }) => [isRight, problem])).toEqual([
    [false, undefined],
    [false, '$steps.a.body.no.such is not there'],
    [true, undefined],
  ]);
  expect(receiver.requests.length).toBe(2);
});

test('tells every mistake of a file with its line and the nearest name', async () => {
  const file = await write(`too: http://127.0.0.1:3000
to: nowhere
steps:
  - event: contact.create
  - name: a
    event: contact.created
    falt: stale
  - name: a
    event: contact.created
    fault: stail
    count: 0
    expect: fine
  - event: contact.created
    set: { x: $steps.b.payload, y: $steps.a.paylod, z: $steps }
  - wait: 2 seconds
    event: contact.created
  - wait: PT1H
  - name: no event
  - text
`);
  const error = await loadScenario(file, leadlex, folder).catch((thrown: unknown) => thrown);
  expect(error).toBeInstanceOf(HookspecError);
  expect((error as HookspecError).message).toBe('steps.yaml is not a valid scenario: 17 problems.');
  expect((error as HookspecError).details).toMatchInlineSnapshot(`
    [
      "steps.yaml:1:1  there is no member \`too\`. Did you mean to?",
      "steps.yaml:2:1  \`to\` is no URL",
      "steps.yaml:4:5  leadlex has no event "contact.create". Did you mean contact.created?",
      "steps.yaml:7:5  there is no member \`falt\`. Did you mean fault?",
      "steps.yaml:8:5  the name a is there twice",
      "steps.yaml:10:5  there is no fault "stail".",
      "steps.yaml:11:5  \`count\` is no 1 to 1000",
      "steps.yaml:12:5  \`expect\` is none of accepted, refused and a status such as 200",
      "steps.yaml:14:12  no step before this one is called b.",
      "steps.yaml:14:33  a step leaves no "paylod". Did you mean payload?",
      "steps.yaml:14:53  "$steps" is no reference  (write $steps.NAME.MEMBER)",
      "steps.yaml:15:5  "2 seconds" is no duration  (write e.g. PT2S)",
      "steps.yaml:16:5  \`event\` does not go with \`wait\`  (make it a step of its own)",
      "steps.yaml:17:5  PT1H is longer than five minutes",
      "steps.yaml:18:5  a name has letters, digits, _ and - alone",
      "steps.yaml:18:5  the step has neither \`event\` nor \`wait\`",
      "steps.yaml:19:5  a step is not a map",
    ]
  `);
});

test.each([
  ['[]', 'the file is not a map'],
  ['{}', 'there are no steps  (write `steps:` with a list)'],
  ['steps: []', 'there are no steps  (write `steps:` with a list)'],
])('does not take %s for a scenario', async (text, what) => {
  const error = await loadScenario(await write(text), leadlex, folder).catch((thrown: HookspecError) => thrown);
  expect((error as HookspecError).details.map((line) => line.replace(/^\S+ +/, ''))).toEqual([what]);
});

test('runs the scenario of the docs as the docs show it', async () => {
  const page = await readFile(join(root, 'docs/commands/trigger.md'), 'utf8');
  const [, steps] = /```yaml\n(to:[\s\S]*?)```/.exec(page)!;
  const [, shown] = /```console\n(1\. [\s\S]*?)```/.exec(page)!;
  let requests = 0;
  await using receiver = await startReceiver((response) => response.writeHead(++requests === 3 ? 401 : 200).end());
  const args = ['trigger', 'lava', '--scenario', await write(steps!), '--to', receiver.url, '--secret', SECRET];
  expect(await runCli(args)).toEqual({ exitCode: 0, stdout: shown, stderr: '' });
  expect(receiver.requests.length).toBe(3);
});

test('exits 1 when a step goes wrong, 3 when nobody answers, 2 for what cannot be done', async () => {
  await using receiver = await startReceiver((response) => response.writeHead(500).end());
  const file = await write('steps: [{ name: a, event: contact.created }]');
  const trigger = (...args: string[]) => runCli(['trigger', 'leadlex', ...args]);
  const wrong = await trigger('--scenario', file, '--to', receiver.url);
  expect([wrong.exitCode, wrong.stdout]).toEqual([
    1,
    '1. a: contact.created answered 500: wrong, expected is accepted\n1 step, 1 wrong.\n',
  ]);
  const away = await trigger('--scenario', file, '--to', 'http://127.0.0.1:1/', '--format', 'json');
  expect([away.exitCode, JSON.parse(away.stdout)]).toMatchObject([
    3,
    { steps: [{ number: 1, name: 'a', event: 'contact.created', expected: 'accepted', right: false, problem: null }] },
  ]);
  const both = await trigger('contact.created', '--scenario', file, '--to', receiver.url);
  expect([both.exitCode, both.stderr.split('\n')[0]]).toEqual([
    2,
    'hookspec: trigger takes an event or --scenario, not both: "contact.created".',
  ]);
  const nowhere = await trigger('--scenario', file);
  expect([nowhere.exitCode, nowhere.stderr.includes(`says where to send`)]).toEqual([2, true]);
});
