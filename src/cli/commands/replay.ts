/** `hookspec replay`: runs the requests that showed a fault and says whether it is still there. */
import { resolve } from 'node:path';
import { systemClock } from '../../conformance/clock.ts';
import type { WireRequest, WireResponse } from '../../conformance/exchange.ts';
import { createRedactor, type Redactor } from '../../conformance/redact.ts';
import { learnSecrets } from '../../conformance/recorder.ts';
import { loadReplay } from '../../conformance/replay/load-replay.ts';
import type { ReplayFile, ReplayStep } from '../../conformance/replay/replay-file.ts';
import { runReplay } from '../../conformance/replay/run-replay.ts';
import { toSecretNames } from '../../conformance/secret-names.ts';
import { showBody } from '../../conformance/show-exchange.ts';
import { createTransport } from '../../conformance/transport.ts';
import { HookspecError } from '../../errors.ts';
import { numberFlag, textFlag } from '../arguments.ts';
import { connectionFlags, readConnection } from '../check-run-flags.ts';
import type { CliIo, Command, FlagValues } from '../command.ts';

const TOKENS = {
  token: 'HOOKSPEC_TOKEN',
  second_token: 'HOOKSPEC_SECOND_TOKEN',
  limited_token: 'HOOKSPEC_LIMITED_TOKEN',
  revoked_token: 'HOOKSPEC_REVOKED_TOKEN',
} as const;

/** As for check. */
const reaching = Object.fromEntries(
  ['header', 'proxy', 'ca', 'insecure'].map((name) => {
    const { group: _, ...flag } = connectionFlags[name]!;
    return [name, flag];
  }),
);

/** The command. */
export const replayCommand: Command = {
  name: 'replay',
  summary: 'Run the requests that showed a fault once more and say whether it is still there.',
  usage: 'FILE --server URL --token TOKEN',
  arguments: { min: 1, max: 1 },
  flags: {
    server: { type: 'string', value: 'URL', summary: 'Address of the server, as for check' },
    token: { type: 'string', value: 'TOKEN', summary: 'Credential to use; default: the variable HOOKSPEC_TOKEN' },
    'second-token': { type: 'string', value: 'TOKEN', summary: 'Of another tenant, where the file asks for it' },
    'limited-token': { type: 'string', value: 'TOKEN', summary: 'Lacks scopes, where the file asks for it' },
    'revoked-token': { type: 'string', value: 'TOKEN', summary: 'Revoked or expired, where the file asks for it' },
    timeout: { type: 'string', value: 'SECONDS', default: '10', summary: 'Longest time for one answer' },
    ...reaching,
    format: { type: 'string', choices: ['text', 'json'], default: 'text', summary: 'Form of the output' },
  },
  examples: [
    'hookspec check NAME --server URL --token TOKEN --replays replays',
    'hookspec replay replays/SecretReturnedTwice-958e1f24e134c462.json --server URL --token TOKEN',
  ],
  run: ({ positionals, flags, io }) => run(positionals[0]!, flags, io),
};

async function run(file: string, flags: FlagValues, io: CliIo): Promise<number> {
  const server = textFlag(flags, 'server');
  if (server === undefined) {
    throw new HookspecError('Usage', 'replay needs --server URL: the address of the server to try', {
      hint: 'Give the address that the check was given, or that of another server.',
    });
  }
  const replay = loadReplay(resolve(io.cwd, file), io.cwd);
  const tokens = Object.fromEntries(
    Object.entries(TOKENS).flatMap(([name, variable]) => {
      const token = textFlag(flags, name.replace('_', '-')) ?? io.env[variable];
      return token === undefined ? [] : [[name, token]];
    }),
  );
  const redactor = createRedactor();
  for (const [name, token] of Object.entries(tokens)) redactor.addToken(token, `$${TOKENS[name as 'token']}`);
  const { code, operation, message, fingerprint } = replay.finding;
  const isJson = textFlag(flags, 'format') === 'json';
  const say = (text: string): void => void (isJson || io.stdout(text));
  const { headers = {}, connection = {} } = readConnection(flags, io, server);
  for (const [name, value] of Object.entries(headers))
    if (/auth|cookie|key|pass|secret|token/i.test(name)) redactor.add(value, '[header]');
  const steps: { id: string; method: string; url: string; status: number }[] = [];
  say(`${[code, operation, fingerprint].filter(Boolean).join(' ')}\n\n`);
  const transport = createTransport(connection);
  try {
    const isThere = await runReplay(replay, {
      server,
      tokens,
      headers,
      transport,
      connection,
      clock: systemClock,
      timeoutMs: (numberFlag(flags, 'timeout', { min: 1, max: 86_400 }) ?? 10) * 1000,
      signal: io.signal,
      onExchange(step, request, response) {
        say(toText(replay, redactor, step, request, response));
        steps.push({
          id: step.id,
          method: request.method,
          url: redactor.hide(request.url),
          status: response.status,
        });
      },
    });
    say(isThere ? `The fault is still there: ${message}\n` : `The fault is gone. It was: ${message}\n`);
    if (isJson) io.stdout(`${JSON.stringify({ finding: replay.finding, server, isThere, steps }, null, 2)}\n`);
    return isThere ? 1 : 0;
  } finally {
    transport.close();
  }
}

function toText(
  { secrets, finding, expect }: ReplayFile,
  redactor: Redactor,
  step: ReplayStep,
  request: WireRequest,
  response: WireResponse,
): string {
  const names = toSecretNames(secrets);
  learnSecrets(response.json, redactor, names);
  const show = (text: string): string[] =>
    text === '' ? [] : [`  ${showBody(text, { names, mainToken: '', hide: redactor.hide })}`];
  const isWitness = step.id === expect.step;
  const lines = [
    `${step.id}: ${request.method} ${redactor.hide(request.url)}`,
    ...show(request.body ?? ''),
    `  answered ${response.status}`,
    ...show(response.text),
    ...(isWitness && finding.expected !== undefined ? [`  expected ${finding.expected}`] : []),
  ];
  return `${lines.join('\n')}\n\n`;
}
