/** Prepares a run: checks what it was given, finds the server, plans the cases. */
import { createSchemaCompiler } from '../contract/schema.ts';
import type { Contract } from '../contract/types.ts';
import { HookspecError } from '../errors.ts';
import { findBodyViolations } from './body-violations.ts';
import type { Case, CaseRun, PlanContext } from './case.ts';
import { type Client, createClient } from './client.ts';
import { type Clock, systemClock } from './clock.ts';
import { createMovableClock } from './movable-clock.ts';
import { createCollector } from './collector.ts';
import { createCoverage } from './coverage.ts';
import { openBench } from './inbound/open-bench.ts';
import { findResponse } from './documented.ts';
import { findReach } from './inbound/reach.ts';
import { findScheme, isInOtherCase, nearTokens, needsCredentials } from './credentials.ts';
import { withResources } from './inference/infer-resources.ts';
import { createHealth } from './health.ts';
import { defaultJournalFile, type Journal, openJournal } from './journal.ts';
import type { ConformanceOptions } from './options.ts';
import { createPace } from './pace.ts';
import { planCases } from './plan.ts';
import { QUICK_REQUESTS } from './quick.ts';
import { createQuotas, type Quotas } from './quotas.ts';
import { createRecorder } from './recorder.ts';
import { createRedactor } from './redact.ts';
import { findSecretForms } from './secret-forms.ts';
import { createSecretNames } from './secret-names.ts';
import { findProbe, toBaseUrls } from './server-url.ts';
import { createSelection } from './selection.ts';
import type { Session } from './session.ts';
import { createShow } from './show-exchange.ts';
import { createTransport, toFetchTransport } from './transport.ts';
import { createValues } from './values/values.ts';
import { toVariants } from './variants.ts';
import { createWorld } from './world.ts';
import { toWireRequest } from './wire.ts';

/** Labels that a case may use before it meets those of the next one. */
const LABELS = 1000;

/** A run that is about to begin. */
export interface OpenSession extends Session {
  readonly cases: readonly Case[];
  /** How many cases that do not depend on each other run at once. */
  readonly workers: number;
  readonly journal: Journal;
  readonly seed: number;
  readonly startedAt: number;
}

/**
 * @throws HookspecError TokenMissing, Usage for a server that is no URL, ServerUnreachable when nothing answers there
 */
export async function openSession(given: Contract, options: ConformanceOptions): Promise<OpenSession> {
  const contract = withResources(given);
  const { strict = false, cwd = process.cwd(), onEvent = () => {} } = options;
  const clock = createMovableClock(options.clock ?? systemClock);
  const startedAt = clock.now();
  const seed = options.seed ?? Math.floor(Math.random() * 2 ** 32);
  const tokens = toTokens(contract, options);
  const candidates = toBaseUrls(options.server, contract);
  const compiler = createSchemaCompiler(contract);
  const values = createValues({ contract, compiler }, seed);
  const variants = toVariants(contract);
  const planContext: PlanContext = {
    contract,
    compiler,
    values,
    variants,
    options: {
      readOnly: options.readOnly ?? false,
      destructive: options.destructive ?? false,
      isQuick: options.profile === 'quick',
      fuzz: options.fuzz ?? 50,
      tokens,
      reach: findReach({ contract, compiler, variants, options }),
    },
  };
  const selection = createSelection(options);
  const cases = selection.choose(planCases(planContext), contract);
  const client = createClient({
    transport: options.fetch ? toFetchTransport(options.fetch) : createTransport(options.connection),
    pace: createPace(clock, options.rate, mostRequests(options)),
    timeoutMs: options.timeoutMs ?? 10_000,
    clock,
    mainToken: tokens.main,
    quotas: quotasByToken(contract, clock),
    onWait: (milliseconds, reason) => onEvent({ type: 'wait', milliseconds, reason }),
  });
  const headers = toLowerCase(options.headers);
  const signal = options.signal ?? new AbortController().signal;
  const limit = startedAt + (options.maxTimeMs ?? 120_000);
  // What the server was told to skip, nobody has waited for.
  const deadline = (): number => limit + clock.moved;
  const baseUrl =
    options.plan === true
      ? candidates[0]!
      : await chooseBaseUrl(planContext, candidates, tokens, client, { deadline: deadline(), signal, headers });
  const redactor = createRedactor();
  redactor.addToken(tokens.main, '$HOOKSPEC_TOKEN');
  for (const near of nearTokens(tokens.main)) if (isInOtherCase(near, tokens.main)) redactor.add(near, '[token]');
  for (const token of [tokens.second, tokens.limited, tokens.revoked])
    if (token !== undefined) redactor.addToken(token, '[token]');
  for (const { form } of findSecretForms(contract)) redactor.addForm(form, '[secret]');
  const names = createSecretNames(contract);
  for (const [name, value] of Object.entries(headers))
    if (/auth|cookie|key|pass|secret|token/.test(name)) redactor.add(value, '[header]');
  const journal = openJournal(options.journalFile ?? defaultJournalFile(contract.name, values.marker), {
    contract: contract.name,
    server: baseUrl,
    ...options.journalSource,
  });
  const collector = createCollector({
    contract,
    strict,
    cwd,
    names,
    baseline: options.baseline,
    hide: redactor.hide,
    show: createShow({ contract, names, mainToken: tokens.main, hide: redactor.hide }),
  });
  const constraints = cases.filter((entry) => entry.phase === 'negative' && !entry.id.endsWith('unknown id')).length;
  const coverage = createCoverage(contract, constraints);
  const bench = await openBench({
    contract,
    cases,
    reach: planContext.options.reach,
    options,
    clock,
    signal,
    deadline,
    marker: values.marker,
    cover: (event) => coverage.event(event),
    onWait: (milliseconds, reason) => onEvent({ type: 'wait', milliseconds, reason }),
  });
  return {
    contract,
    compiler,
    values,
    variants,
    tokens,
    client,
    collector,
    clock,
    get deadline() {
      return deadline();
    },
    signal,
    baseUrl,
    cases,
    journal,
    seed,
    startedAt,
    strict,
    readOnly: options.readOnly ?? false,
    isQuick: planContext.options.isQuick,
    headers,
    bench,
    connection: toConnection(options),
    workers: options.workers ?? 1,
    responseChecks: selection.responseChecks,
    health: createHealth(),
    valuesOf: ({ number = 0 }) => createValues({ contract, compiler }, seed, number * LABELS),
    names,
    hide: redactor.hide,
    recorder: createRecorder(redactor, names),
    world: createWorld(journal, redactor, values.marker),
    coverage,
    emit: onEvent,
  };
}

/** @throws HookspecError TokenMissing */
function toTokens(contract: Contract, options: ConformanceOptions): CaseRun['tokens'] {
  const { token, secondToken, limitedToken, revokedToken } = options;
  const needing = contract.operations.find(needsCredentials);
  if ((token === undefined || token === '') && needing && options.plan !== true) {
    const message = `${contract.name} asks for credentials in ${contract.operations.filter(needsCredentials).length} operations, e.g. ${needing.id}, and no token was given`;
    throw new HookspecError('TokenMissing', message);
  }
  return {
    main: token ?? '',
    ...(secondToken !== undefined && { second: secondToken }),
    ...(limitedToken !== undefined && { limited: limitedToken }),
    ...(revokedToken !== undefined && { revoked: revokedToken }),
  };
}

function mostRequests({ profile, maxRequests = Infinity }: ConformanceOptions): number {
  return profile === 'quick' ? Math.min(maxRequests, QUICK_REQUESTS) : maxRequests;
}

function toLowerCase(headers: ConformanceOptions['headers'] = {}): Record<string, string> {
  return Object.fromEntries(Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value]));
}

/** Cases that open connections of their own reach the server the same way, or not at all. */
function toConnection({ connection = {}, fetch: given }: ConformanceOptions): CaseRun['connection'] {
  if (given) return { ...connection, unavailable: 'needs a connection of its own, and a fetch was given' };
  if (connection.proxy) return { ...connection, unavailable: 'needs a connection of its own, and a proxy is in use' };
  return connection;
}

function quotasByToken(contract: Contract, clock: Clock): (token: string) => Quotas {
  const known = new Map<string, Quotas>();
  return (token) => {
    const quotas = known.get(token) ?? createQuotas(contract, token, () => clock.now());
    known.set(token, quotas);
    return quotas;
  };
}

/**
 * The first candidate under which the server answers as documented; else the first under which it knows an operation;
 * the first of all when it knows none.
 */
async function chooseBaseUrl(
  { contract, compiler }: Pick<PlanContext, 'contract' | 'compiler'>,
  candidates: readonly string[],
  tokens: CaseRun['tokens'],
  client: Client,
  until: {
    readonly deadline: number;
    readonly signal: AbortSignal;
    readonly headers: Readonly<Record<string, string>>;
  },
): Promise<string> {
  const operation = findProbe(contract) ?? contract.operations[0];
  if (!operation) throw new HookspecError('Usage', `${contract.name} has no operations to check`);
  const isProbe = operation === findProbe(contract);
  let known: string | undefined;
  for (const baseUrl of candidates) {
    const input = { path: {}, query: {}, header: {}, cookie: {} };
    const { headers, ...limits } = until;
    const request = isProbe
      ? toWireRequest(operation, input, baseUrl, headers)
      : { method: 'GET', url: baseUrl, headers };
    const response = await client.send({
      operation,
      request,
      scheme: findScheme(contract, operation),
      credentials: tokens.main === '' ? { kind: 'none' } : { kind: 'token', token: tokens.main, name: 'main' },
      reserve: 0,
      ...limits,
    });
    if (isProbe && response.status === 404) continue;
    known ??= baseUrl;
    // Some servers answer every path with success.
    const documented = findResponse(operation, response.status);
    const isEmpty = documented?.content.length !== 0 && response.json === undefined;
    if (
      response.status >= 300 ||
      (!isEmpty && findBodyViolations({ exchange: { response }, documented, compiler }).length === 0)
    )
      break;
  }
  return known ?? candidates[0]!;
}
