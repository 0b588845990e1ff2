/** `hookspec mock`: serves contracts until it is interrupted. */
import { resolve } from 'node:path';
import type { Contract } from '../../contract/types.ts';
import { schedulePresets, type SchedulePreset } from '../../delivery/presets.ts';
import type { Reach } from '../../delivery/reach.ts';
import { parseForward } from '../../delivery/targets.ts';
import type { RateLimitMode } from '../../mock/rate-limits.ts';
import type { Reload } from '../../mock/reload.ts';
import type { RequestEntry } from '../../mock/log/entry.ts';
import { startMock, type Mock, type MockOptions } from '../../mock/start.ts';
import { listFlag, numberFlag, textFlag } from '../arguments.ts';
import type { CliIo, Command, FlagValues } from '../command.ts';
import { toErrorText } from '../error-text.ts';
import { findTestKey, toCurl } from '../curl.ts';
import { limitHeap } from '../heap.ts';
import { contractFlags, selectContracts } from '../select-contracts.ts';
import { readSteering, steeringFlags, writeHar } from '../steering-flags.ts';
import { untilAborted } from '../until-aborted.ts';

/** The command. */
export const mockCommand: Command = {
  name: 'mock',
  summary:
    'Serve contracts on localhost: they remember, enforce limits, show a secret once and send signed deliveries.',
  usage: '[CONTRACT|FILE…]',
  arguments: { min: 0, max: Infinity },
  flags: {
    port: { type: 'string', value: 'PORT', default: '4010', summary: 'Port to listen on; 0 takes a free one' },
    host: { type: 'string', value: 'HOST', default: '127.0.0.1', summary: 'Address to listen on' },
    format: { type: 'string', choices: ['text', 'json'], default: 'text', summary: 'Form of the start-up message' },
    quiet: { type: 'boolean', summary: 'No line per request on stderr' },
    'no-watch': { type: 'boolean', summary: 'Go on with the contracts as they are when their files change' },
    seed: { type: 'string', value: 'N', group: 'Behaviour', summary: 'Repeat the same ids, keys and secrets' },
    'rate-limits': {
      type: 'string',
      choices: ['exact', 'headers-only', 'off'],
      default: 'exact',
      group: 'Behaviour',
      summary: 'How quotas are enforced',
    },
    engine: {
      type: 'string',
      choices: ['own', 'prism'],
      default: 'own',
      group: 'Behaviour',
      summary: 'prism answers everything from the schemas alone',
    },
    compat: {
      type: 'string',
      choices: ['prism'],
      group: 'Behaviour',
      summary: 'Answer exactly as Prism does, at the root of the port; for one contract',
    },
    errors: {
      type: 'boolean',
      group: 'Behaviour',
      summary: 'Replace an answer that breaks its own contract by an error',
    },
    dynamic: {
      type: 'boolean',
      group: 'Behaviour',
      summary: 'Generate what the schemas alone decide, although examples exist',
    },
    infer: {
      type: 'boolean',
      group: 'Behaviour',
      summary: 'Give plain collections of a document without x-resource a memory, inferred from paths',
    },
    data: {
      type: 'string',
      value: 'FILE',
      group: 'Behaviour',
      summary: 'Keep the state in this SQLite file; it is there again after a restart',
    },
    resolve: {
      type: 'boolean',
      group: 'Behaviour',
      summary: 'Look host names up where the contract wants public addresses',
    },
    'max-tenants': {
      type: 'string',
      value: 'N',
      default: '10000',
      group: 'Behaviour',
      summary: 'Tenants of unlisted keys to remember',
    },
    'max-body': {
      type: 'string',
      value: 'BYTES',
      default: '1048576',
      group: 'Behaviour',
      summary: 'Longest request body',
    },
    forward: {
      type: 'string',
      value: 'https://HOST=http://127.0.0.1:PORT',
      multiple: true,
      group: 'Deliveries',
      summary: 'Deliver what goes to HOST to a local receiver',
    },
    reach: {
      type: 'string',
      choices: ['loopback', 'public'],
      default: 'loopback',
      group: 'Deliveries',
      summary: 'How far they go: this machine alone, or every public address',
    },
    deliveries: {
      type: 'string',
      choices: ['contract', ...Object.keys(schedulePresets)],
      default: 'contract',
      group: 'Deliveries',
      summary: 'Attempts and their delays: as the contract says, or a known schedule',
    },
    ...steeringFlags,
    ...contractFlags,
  },
  examples: [
    'hookspec mock',
    'hookspec mock path/to/openapi.yaml --port 8080 --seed 1',
    'hookspec mock path/to/openapi.yaml --overlay rules.yaml',
    'hookspec mock --latency 100-300 --fault status=503,rate=0.05',
    'hookspec mock NAME --forward https://hooks.example.com=http://127.0.0.1:3000',
  ],
  async run({ positionals, flags, io }) {
    // Flags first: a typo there should not wait for the contracts.
    const data = textFlag(flags, 'data');
    const kept = data === undefined ? undefined : resolve(io.cwd, data);
    const options = { ...readOptions(flags, io), ...(await readSteering(flags, io)), data: kept };
    // A stranger's document may have faults that a mock can live with; contracts of redocly.yaml may not.
    const reading = { lenient: true, infer: flags.infer === true };
    const mock = await startMock(() => selectContracts(positionals, flags, io.cwd, reading), options);
    // A token that somebody gave is known to them; one that was made is shown this once.
    const token = options.controlToken === undefined ? mock.controlToken : undefined;
    const curls = await Promise.all(mock.contracts.map((contract) => toCurl(contract, mock.urls[contract.name]!)));
    io.stdout(
      textFlag(flags, 'format') === 'json' ? toJson(mock, curls, token) : toText(mock, curls, token, reading.infer),
    );
    for (const [name, warnings] of Object.entries(mock.warnings)) io.stderr(toWarnings(name, warnings));
    limitHeap();
    await untilAborted(io);
    await mock.close();
    await writeHar(flags, mock, io.cwd);
    return 0;
  },
};

function readOptions(flags: FlagValues, io: CliIo): MockOptions {
  return {
    port: numberFlag(flags, 'port', { min: 0, max: 65535 }) ?? 4010,
    host: textFlag(flags, 'host'),
    seed: numberFlag(flags, 'seed', { min: 0, max: 2 ** 32 - 1 }),
    rateLimits: textFlag(flags, 'rate-limits') as RateLimitMode | undefined,
    engine: textFlag(flags, 'engine') as 'own' | 'prism' | undefined,
    compat: textFlag(flags, 'compat') as 'prism' | undefined,
    errors: flags.errors === true,
    dynamic: flags.dynamic === true,
    maxTenants: numberFlag(flags, 'max-tenants', { min: 1, max: 10_000_000 }),
    maxBody: numberFlag(flags, 'max-body', { min: 1, max: 2 ** 30 }),
    forward: listFlag(flags, 'forward').map(parseForward),
    reach: textFlag(flags, 'reach') as Reach | undefined,
    deliveries: readPreset(textFlag(flags, 'deliveries')),
    timeScale: numberFlag(flags, 'time-scale', { min: 1, max: 1_000_000 }),
    resolve: flags.resolve === true ? resolveHost : undefined,
    watch: flags['no-watch'] !== true,
    onReload: (reload) => io.stderr(toReloadLine(reload)),
    onRequest: flags.quiet === true ? undefined : (entry) => io.stderr(toLine(entry)),
  };
}

function readPreset(text: string | undefined): SchedulePreset | undefined {
  return text === 'contract' ? undefined : (text as SchedulePreset | undefined);
}

/** Enough to see what is wrong; `lint` lists the rest. */
const SHOWN_WARNINGS = 5;

function toWarnings(name: string, warnings: readonly string[]): string {
  if (warnings.length === 0) return '';
  const shown = warnings.slice(0, SHOWN_WARNINGS).map((warning) => `  ${warning}\n`);
  const more = warnings.length > shown.length ? `  and ${warnings.length - shown.length} more\n` : '';
  return `${name} is served in spite of ${warnings.length} ${warnings.length === 1 ? 'fault' : 'faults'}:\n${shown.join('')}${more}`;
}

function toReloadLine(reload: Reload): string {
  if ('error' in reload) return `not reloaded, the last good contracts are still served:\n${toErrorText(reload.error)}`;
  const lost = reload.dropped === 0 ? '' : `; ${reload.dropped} stored resources no longer fit and are gone`;
  return `reloaded ${reload.contracts.join(', ')}${lost}\n`;
}

async function resolveHost(host: string): Promise<string[]> {
  const { lookup } = await import('node:dns/promises');
  return (await lookup(host, { all: true })).map(({ address }) => address);
}

function toText(
  mock: Mock,
  curls: readonly (string | undefined)[],
  token: string | undefined,
  isInferring: boolean,
): string {
  const blocks = mock.contracts.map((contract, index) => {
    const baseUrl = mock.urls[contract.name]!;
    const rows = [
      ['base URL', baseUrl],
      [
        'test key',
        findTestKey(contract)?.token ??
          (contract.operations.some((operation) => operation.security.length > 0) ? 'any' : 'none needed'),
      ],
      ...(isInferring ? [['memory', toMemory(contract)]] : []),
      ['try', curls[index] ?? `curl -s ${baseUrl}${contract.operations[0]?.path ?? ''}`],
    ];
    return `${contract.name}: ${toTitle(contract)}\n${rows.map(([label, value]) => `  ${label!.padEnd(9)} ${value}\n`).join('')}`;
  });
  const control =
    token === undefined ? '' : `control token: ${token}\n  for ${mock.url}/_hookspec, which is open to nobody else\n\n`;
  return `hookspec mock on ${mock.url}\n\n${blocks.join('\n')}\n${control}Stop with Ctrl-C.\n`;
}

function toMemory({ behaviour: { resources } }: Contract): string {
  if (resources.length === 0) return 'none; `hookspec list FILE --infer` says why';
  return resources.map(({ name }) => name).join(', ');
}

function toTitle({ title, operations, events }: Contract): string {
  return `${title}, ${operations.length} operations, ${events.length} events`;
}

function toJson(mock: Mock, curls: readonly (string | undefined)[], token: string | undefined): string {
  const contracts = mock.contracts.map((contract, index) => {
    const baseUrl = mock.urls[contract.name]!;
    return {
      name: contract.name,
      baseUrl,
      key: findTestKey(contract)?.token ?? null,
      curl: curls[index] ?? null,
    };
  });
  const control = token === undefined ? {} : { controlToken: token };
  return `${JSON.stringify({ url: mock.url, port: mock.port, ...control, contracts })}\n`;
}

function toLine({ method, path, status, operation, condition, reason }: RequestEntry): string {
  const why = condition === undefined ? '' : ` ${condition}${reason === undefined ? '' : `: ${reason}`}`;
  return `${toOneLine(`${status} ${method} ${path} ${operation ?? '-'}${why}`)}\n`;
}

/** Characters that begin a line, steer a terminal or turn its text around are a caller's words, not ours. */
function toOneLine(text: string): string {
  return text.replaceAll(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu, (character) => {
    return `\\u${character.codePointAt(0)!.toString(16).padStart(4, '0')}`;
  });
}
