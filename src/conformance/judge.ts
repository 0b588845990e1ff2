/** Judges one answer: runs the response checks in their order. */
import type { SchemaCompiler } from '../contract/schema.ts';
import type { Contract, ResponseSpec } from '../contract/types.ts';
import type { CaseRun, Draft, Expectation, Step } from './case.ts';
import { findResponse } from './documented.ts';
import { type Exchange, isSuccess } from './exchange.ts';
import { type ExpectedRefusal, expectedRefusals } from './outcomes.ts';
import type { World } from './world.ts';

/** What a response check sees. */
export interface JudgeContext extends Pick<CaseRun, 'tokens' | 'clock'> {
  readonly contract: Contract;
  readonly compiler: SchemaCompiler;
  readonly world: World;
  /** Rules that are only inferred count like all others. */
  readonly strict: boolean;
  readonly exchange: Exchange;
  readonly expectation: Expectation;
  /** Right refusals; empty when a success is expected. */
  readonly refusals: readonly ExpectedRefusal[];
  /** The documented response that the status belongs to. */
  readonly documented: ResponseSpec | undefined;
  /** 5xx statuses that are right for this request. */
  readonly tolerated?: readonly number[] | undefined;
  /** As in {@link Step}. */
  readonly cause?: string | undefined;
}

/** One check of every answer: one file under `checks/`. */
export interface ResponseCheck {
  /** Public id, kebab-case, the file's name. */
  readonly name: string;
  /** A fault makes the checks after this one meaningless. */
  readonly stops: boolean;
  check(context: JudgeContext): readonly Draft[];
}

/** What holds for every answer, whatever the contract says of the request. */
const ALWAYS = new Set([
  'secret-leak',
  'server-error',
  'body-complete',
  'content-length',
  'utf8',
  'byte-order-mark',
  'duplicate-members',
  'internals',
]);

/** The faults of one answer. */
export function judge(
  context: Omit<JudgeContext, 'refusals' | 'documented' | 'expectation' | 'tolerated'> & {
    readonly responseChecks: readonly ResponseCheck[];
  },
  expected: Step['expect'],
): Draft[] {
  const { contract, exchange } = context;
  if (expected.kind === 'probe' && exchange.response.status >= 400 && exchange.response.status < 500) return [];
  const expectation = settle(expected, exchange);
  const { operation } = exchange;
  const refusals =
    expectation.kind === 'refusal'
      ? expectedRefusals(contract, operation, expectation.conditions, expectation.facts)
      : [];
  const full: JudgeContext = {
    ...context,
    expectation,
    refusals,
    documented: findResponse(operation, exchange.response.status),
    ...(expected.kind === 'anything' && { tolerated: expected.tolerated }),
  };
  // What a case lies in wait for is the case's find, whichever check of the answers sees it.
  const trap = expectation.kind === 'refusal' ? expectation.accepted.code : expectation.refused?.code;
  const drafts: Draft[] = [];
  for (const { name, check, stops } of context.responseChecks) {
    if (expected.kind === 'anything' && !ALWAYS.has(name)) continue;
    const found = check(full).map((draft) => ({
      exchange,
      ...(draft.code !== trap && { check: name }),
      ...draft,
    }));
    drafts.push(...found);
    if (stops && found.length > 0) break;
  }
  return drafts;
}

/**
 * The faults of a 429 that no case asked for: where the contract documents it, it has the documented form. What stands
 * in front of a server refuses in a form of its own, so that a documented header besides `Retry-After` has to say whose
 * answer it is.
 */
export function judgeLimited(context: Parameters<typeof judge>[0]): Draft[] {
  const { operation, response } = context.exchange;
  const documented = operation.responses.find(({ status }) => status === '429')?.headers ?? [];
  const always = Object.keys(operation.outcomes.always.headers);
  const own = [...documented.map(({ name }) => name), ...always].filter((name) => !/^retry-after$/i.test(name));
  if (!operation.responses.some(({ status }) => status === '429') || !own.some((name) => response.headers.has(name)))
    return [];
  const conditions = Object.entries(operation.outcomes.conditions).flatMap(([name, outcomes]) =>
    outcomes.some(({ status }) => status === 429) ? [name] : [],
  );
  const accepted = { code: 'InvalidInputAccepted', message: '', contractPointer: operation.pointer } as const;
  return judge(context, { kind: 'refusal', conditions, tolerated: [429], accepted });
}

function settle(expected: Step['expect'], exchange: Exchange): Expectation {
  if (expected.kind === 'anything' || expected.kind === 'probe') return { kind: 'success' };
  if (expected.kind !== 'either') return expected;
  return isSuccess(exchange) ? { kind: 'success' } : { ...expected, kind: 'refusal' };
}
