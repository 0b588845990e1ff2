/** `hookspec listen`: receives deliveries, says what is right and wrong about each, and passes them on. */
import type { Contract } from '../../contract/types.ts';
import { openReceiver, type ReceivedDelivery } from '../../delivery/receive/receiver.ts';
import { HookspecError } from '../../errors.ts';
import { listFlag, numberFlag, textFlag } from '../arguments.ts';
import type { Command } from '../command.ts';
import { contractFlags, selectContracts } from '../select-contracts.ts';
import { untilAborted } from '../until-aborted.ts';

/** The command. */
export const listenCommand: Command = {
  name: 'listen',
  summary: 'Receive deliveries: verify each, judge it against the contract, and pass it on byte for byte.',
  usage: 'CONTRACT|FILE --secret SECRET',
  arguments: { min: 1, max: 1 },
  flags: {
    secret: {
      type: 'string',
      value: 'SECRET',
      multiple: true,
      summary: 'Verifies; default: the variable HOOKSPEC_SECRET. Several: any of them may have signed',
    },
    port: { type: 'string', value: 'PORT', default: '4020', summary: 'Port to listen on; 0 takes a free one' },
    forward: {
      type: 'string',
      value: 'URL',
      summary: 'Pass deliveries on to this URL and answer with what it answers',
    },
    status: { type: 'string', value: 'N', summary: 'Answer with it; default: 200, or 401 for a wrong signature' },
    count: { type: 'string', value: 'N', summary: 'End after so many deliveries; exit code 1 if one was wrong' },
    format: { type: 'string', choices: ['text', 'json'], default: 'text', summary: 'json: one line per delivery' },
    ...contractFlags,
  },
  examples: [
    'hookspec listen NAME --secret SECRET',
    'hookspec listen NAME --secret SECRET --forward http://127.0.0.1:3000/hooks',
    'hookspec listen NAME --format json --count 1',
  ],
  async run({ positionals, flags, io }) {
    const forward = readForward(textFlag(flags, 'forward'));
    const [contract] = (await selectContracts(positionals, flags, io.cwd, { lenient: true })) as [Contract];
    const given = listFlag(flags, 'secret');
    const fromEnvironment = io.env['HOOKSPEC_SECRET'];
    const secrets = given.length > 0 || !fromEnvironment ? given : [fromEnvironment];
    const count = numberFlag(flags, 'count', { min: 1, max: 1_000_000 });
    const isJson = textFlag(flags, 'format') === 'json';
    let wrong = 0;
    let seen = 0;
    let finish = () => {};
    const enough = new Promise<void>((done) => (finish = done));
    await using receiver = await openReceiver({
      contract,
      secrets,
      port: numberFlag(flags, 'port', { min: 0, max: 65535 }) ?? 4020,
      forward,
      status: numberFlag(flags, 'status', { min: 200, max: 599 }),
      explain: true,
      onDelivery(delivery) {
        io.stdout(isJson ? toJsonLine(delivery) : toText(delivery));
        if (delivery.problems.length > 0) wrong += 1;
        seen += 1;
        if (seen === count) finish();
      },
    });
    io.stderr(toGreeting(contract, receiver.url, secrets, forward));
    await Promise.race([enough, untilAborted(io)]);
    return count !== undefined && wrong > 0 ? 1 : 0;
  },
};

function readForward(text: string | undefined): URL | undefined {
  if (text === undefined) return undefined;
  const url = URL.canParse(text) ? new URL(text) : undefined;
  if (url?.protocol === 'http:' || url?.protocol === 'https:') return url;
  throw new HookspecError('Usage', `--forward ${text} is no web address such as http://127.0.0.1:3000/hooks`);
}

function toGreeting(contract: Contract, url: string, secrets: readonly string[], forward: URL | undefined): string {
  const { signature } = contract.behaviour;
  const check = signature
    ? secrets.length > 0
      ? `verifying ${signature.header}`
      : `NOT verifying ${signature.header}: give --secret`
    : 'the contract says nothing about signatures';
  const target = forward ? `, passing on to ${forward.href}` : '';
  return `Listening for ${contract.name} on ${url}, ${check}${target}. Stop with Ctrl-C.\n`;
}

function toText(delivery: ReceivedDelivery): string {
  const { time, event, status, signature, problems, body, passedOn, explanation } = delivery;
  const verdict = problems.length === 0 ? (signature === 'valid' ? 'right' : 'right, signature not checked') : 'wrong';
  const failed = passedOn?.error === undefined ? '' : `  not passed on to ${passedOn.url}: ${passedOn.error}\n`;
  const lines = problems.map(({ code, message }) => `  ${code}: ${message}\n`);
  if (explanation) lines.splice(1, 0, toCause(explanation));
  const line = `${time.slice(11, 23)} ${event ?? '(no event)'} ${body.length} bytes, answered ${status}: ${verdict}\n`;
  return line + lines.join('') + failed;
}

/** The cause of what stands in the line before it. */
function toCause({ cause, isProved, message, advice }: NonNullable<ReceivedDelivery['explanation']>): string {
  const why = `    ${cause} (${isProved ? 'proved' : 'the likeliest'}): ${message}.\n`;
  return advice === undefined ? why : `${why}    ${advice}\n`;
}

function toJsonLine({ body, payload, passedOn, ...rest }: ReceivedDelivery): string {
  const passed = passedOn && { url: passedOn.url, status: passedOn.status, error: passedOn.error ?? null };
  // Bytes that are no text are kept too.
  const raw = payload === undefined ? { bodyBase64: Buffer.from(body).toString('base64') } : {};
  return `${JSON.stringify({ ...rest, payload: payload ?? null, ...raw, ...(passed && { passedOn: passed }) })}\n`;
}
