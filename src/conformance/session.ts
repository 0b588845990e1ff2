/** What the cases of one run share, and how a case is run. */
import type { Operation } from '../contract/types.ts';
import type { Case, CaseRun, Draft, Step } from './case.ts';
import { Skip } from './case.ts';
import type { Client } from './client.ts';
import { NoAnswer } from './failure.ts';
import type { Collector } from './collector.ts';
import type { FindingCode } from './codes.ts';
import type { CoverageMeter } from './coverage.ts';
import { findScheme } from './credentials.ts';
import { type Exchange, nameOf } from './exchange.ts';
import { HookspecError } from '../errors.ts';
import { judge, type ResponseCheck } from './judge.ts';
import { type Health, noteFailure, refuseHopeless } from './health.ts';
import type { Recorder } from './recorder.ts';
import { toWireRequest } from './wire.ts';
import type { CaseResult, CheckEvent, Verdict } from '../report/check-report.ts';
import type { Clock } from './clock.ts';

/** Everything that lasts for the whole run. */
export interface Session extends Pick<
  CaseRun,
  'contract' | 'compiler' | 'values' | 'world' | 'tokens' | 'readOnly' | 'strict' | 'variants' | 'connection'
> {
  readonly baseUrl: string;
  readonly client: Client;
  readonly collector: Collector;
  readonly coverage: CoverageMeter;
  readonly recorder: Recorder;
  readonly clock: Clock;
  /** Milliseconds since 1970 after which no case sends anything. */
  readonly deadline: number;
  readonly signal: AbortSignal;
  /** Headers of every request, names in lower case. */
  readonly headers: Readonly<Record<string, string>>;
  /** Checks of every answer that were chosen. */
  readonly responseChecks: readonly ResponseCheck[];
  readonly health: Health;
  emit(event: CheckEvent): void;
}

/** Runs one case and says how it ended. What a case throws besides `Skip` is not caught. */
export async function runCase(session: Session, entry: Case): Promise<CaseResult> {
  session.emit({ type: 'case-start', id: entry.id });
  const startedAt = session.clock.now();
  const faults: Draft[] = [];
  const exchanges: Exchange[] = [];
  const fingerprints = new Set<string>();
  const severities = new Set<string>();
  const report = (draft: Draft): void => {
    faults.push(draft);
    const { finding, isNew } = session.collector.add(draft, { case: entry, exchanges: [...exchanges] });
    fingerprints.add(finding.fingerprint);
    severities.add(finding.severity);
    if (isNew) session.emit({ type: 'finding', finding });
  };
  const run: CaseRun = {
    ...session,
    faults,
    report,
    send: (step) => send(session, step, report, (exchange) => exchanges.push(exchange)),
    pause: (milliseconds) => pause(session, milliseconds),
    found: (code: FindingCode, operation: Operation) => session.collector.has(code, operation.id),
    foundAnywhere: (code: FindingCode) => session.collector.has(code),
    cover: (constraint) => session.coverage.constraint(constraint),
  };
  let reason = entry.skip ?? (session.signal.aborted ? 'interrupted' : session.health.gone && 'server gone');
  try {
    if (reason === undefined) await entry.run(run);
  } catch (error) {
    if (!(error instanceof Skip)) throw error;
    reason = error.message;
  }
  const result: CaseResult = {
    id: entry.id,
    phase: entry.phase,
    ...(entry.check !== undefined && { check: entry.check }),
    ...(entry.operation && { operation: entry.operation.id }),
    title: entry.title,
    verdict: toVerdict(severities, reason),
    ...(reason !== undefined && severities.size === 0 && { reason }),
    findings: [...fingerprints],
    durationMs: session.clock.now() - startedAt,
  };
  session.emit({ type: 'case', result });
  return result;
}

async function pause({ clock, signal, deadline }: Session, milliseconds: number): Promise<void> {
  if (clock.now() + milliseconds > deadline) throw new Skip('time');
  await clock.sleep(milliseconds, signal).catch(() => {
    throw new Skip('interrupted');
  });
}

/** A case that found something and then could not go on has failed, not been skipped. */
function toVerdict(severities: ReadonlySet<string>, reason: string | undefined): Verdict {
  if (severities.has('error')) return 'failed';
  if (severities.has('warning')) return 'warned';
  return reason === undefined ? 'passed' : 'skipped';
}

async function send(
  session: Session,
  step: Step,
  report: (draft: Draft) => void,
  trace: (exchange: Exchange) => void,
): Promise<Exchange> {
  const { contract, world, client, clock } = session;
  const { variant, input, expect, cause } = step;
  const { compiler, strict, responseChecks } = session;
  const judging = { contract, compiler, strict, world, responseChecks, cause };
  const { operation } = variant;
  const credentials = step.credentials ?? { kind: 'token', token: session.tokens.main, name: 'main' };
  const written = toWireRequest(operation, input, session.baseUrl, session.headers);
  const request = step.rewrite?.(written) ?? written;
  if (session.readOnly && !['GET', 'HEAD'].includes(request.method)) throw new Skip('read-only');
  refuseHopeless(session.health, operation);
  world.announce(variant, input, credentials);
  const startedAt = clock.now();
  try {
    const response = await client.send({
      operation,
      request,
      scheme: findScheme(contract, operation),
      credentials,
      deadline: session.deadline,
      reserve: world.owned.filter((entry) => entry.alive).length + 1,
      signal: session.signal,
      ...(step.via && { via: step.via }),
    });
    const exchange: Exchange = {
      operation,
      variant,
      request,
      response,
      credentials,
      durationMs: clock.now() - startedAt,
    };
    trace(exchange);
    session.recorder.note(exchange);
    session.coverage.exchange(exchange);
    for (const draft of judge({ ...judging, exchange }, expect)) report(draft);
    world.note(exchange, input);
    // The first of two copies may have arrived too: what it created has no known id.
    if (response.resent) world.announce(variant, { ...input }, credentials);
    return exchange;
  } catch (error) {
    if (error instanceof NoAnswer) {
      if (step.mayClose === true) throw error;
      noteFailure(session.health, operation, error.kind);
    } else if (error instanceof HookspecError && error.code === 'ServerUnreachable') {
      session.health.gone = error.message;
    } else throw error;
    report(toDraft(operation, error));
    throw new Skip('no answer');
  }
}

function toDraft(operation: Operation, error: Error): Draft {
  const contractPointer = operation.pointer;
  const isMalformed = error instanceof NoAnswer && error.kind === 'malformed';
  return {
    code: isMalformed ? 'ResponseMalformed' : 'NoAnswer',
    operation,
    contractPointer,
    message: isMalformed
      ? `${nameOf(operation)} was answered with something that is not HTTP: ${error.message}.`
      : `${nameOf(operation)} got no answer: ${error.message}.`,
    key: isMalformed ? 'malformed' : contractPointer,
  };
}
