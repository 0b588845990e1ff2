/** What the checks of credentials share: one case for each operation that asks for them, or for some that stand for all. */
import {
  type Acceptance,
  type Case,
  type CaseCheck,
  type CaseRun,
  type Credentials,
  type PlanContext,
  type RefusalFacts,
  Skip,
} from '../case.ts';
import type { FindingCode } from '../codes.ts';
import { findScheme, needsCredentials } from '../credentials.ts';
import { expectedRefusals } from '../outcomes.ts';
import { prepareInput } from '../targets.ts';
import type { Variant } from '../variants.ts';

/** One way to come with the wrong credentials. */
export interface AuthCheck {
  readonly name: string;
  readonly code: FindingCode;
  /** Ends the sentence `refuses createWebhook …`. */
  readonly title: string;
  /** Goes on after `POST /webhooks answered 201`. */
  readonly message: string | ((credentials: Credentials) => string);
  readonly condition: 'unauthenticated' | 'forbidden';
  readonly reason?: NonNullable<RefusalFacts['reason']>;
  /** Faults that include this one. */
  readonly implied: readonly FindingCode[];
  /**
   * `all`: every operation. `methods`: for each scheme one operation that reads, one that creates, one that updates,
   * one that deletes. `kinds`: the same, and a list apart from a read. `one`: for each scheme one, a reading one where
   * there is. Default `all`.
   */
  readonly on?: 'all' | 'methods' | 'kinds' | 'one';
  /** The token of the run that it needs: given and without use, that is said. */
  readonly token?: 'revoked' | 'limited';
  /** The contract need not say how exactly such credentials are refused. Default false. */
  readonly anyRefusal?: boolean | ((credentials: Credentials) => boolean);
  /** Statuses of what is not there, for credentials that may be those of somebody else. Default none. */
  lost?(attempt: { run: CaseRun; variant: Variant; credentials: Credentials }): readonly number[];
  /** Undefined: nothing to check here. A text: why there are none, and the case is skipped. */
  credentials(context: PlanContext, variant: Variant): readonly Credentials[] | string | undefined;
}

/** Plans one case for each operation that refuses requests without credentials. */
export function defineAuthCheck(check: AuthCheck): CaseCheck {
  return { name: check.name, phase: 'auth', plan: (context) => planAuth(check, context) };
}

function planAuth(check: AuthCheck, context: PlanContext): Case[] {
  const { options } = context;
  const cases = planOperations(check, context);
  if (check.token === undefined || options.tokens[check.token] === undefined || cases.length > 0) return cases;
  return [
    {
      id: `auth ${check.name}`,
      phase: 'auth' as const,
      title: `refuses requests ${check.title}`,
      skip: `the ${check.token} token had no effect: no operation asks for ${check.condition === 'forbidden' ? 'a scope that it lacks' : 'credentials'}`,
      run: async () => {},
    },
  ];
}

function planOperations(check: AuthCheck, context: PlanContext): Case[] {
  const { options } = context;
  return pickForAuth(context, check.on ?? 'all').flatMap((variant) => {
    const list = check.credentials(context, variant);
    if (!list) return [];
    const { operation, reach } = variant;
    const isMissing = typeof list === 'string';
    const isFar = !options.destructive && reach !== undefined;
    const skip = isMissing ? list : isFar ? `needs --destructive: ${reach}` : undefined;
    return [
      {
        id: `auth ${operation.id} ${check.name}`,
        phase: 'auth' as const,
        operation,
        title: `refuses ${operation.id} ${check.title}`,
        ...(skip !== undefined && { skip }),
        run: (run: CaseRun) => sendWrong(run, check, variant, isMissing ? [] : list),
      },
    ];
  });
}

/** The operations that ask for credentials, or those that stand for them; each with its first use. */
export function pickForAuth({ contract, variants, options }: PlanContext, on: NonNullable<AuthCheck['on']>): Variant[] {
  const first = variants.filter(
    (variant, index) =>
      needsCredentials(variant.operation) &&
      variants.findIndex((other) => other.operation === variant.operation) === index,
  );
  if (on === 'all') return first;
  // What runs only with --destructive, or needs a delivery, is a poor example.
  const fit = first.filter(
    ({ reach, delivery }) => (options.destructive || reach === undefined) && delivery === undefined,
  );
  const kindOf = ({ operation, role }: Variant): string => {
    const scheme = findScheme(contract, operation)?.name ?? '';
    const group = operation.method === 'head' ? 'get' : operation.method === 'put' ? 'patch' : operation.method;
    const kind = on === 'kinds' && group === 'get' && role === 'read' ? 'read' : group;
    return on === 'one' ? scheme : `${scheme} ${kind}`;
  };
  const ranked =
    on === 'one'
      ? fit.toSorted((a, b) => Number(a.operation.method !== 'get') - Number(b.operation.method !== 'get'))
      : fit;
  return ranked.filter((variant, index) => ranked.findIndex((other) => kindOf(other) === kindOf(variant)) === index);
}

/** Faults of servers that let somebody in who should stay out. */
const OPEN: readonly FindingCode[] = ['AuthenticationNotEnforced', 'WrongTokenAccepted', 'ScopeNotEnforced'];

async function sendWrong(
  run: CaseRun,
  check: AuthCheck,
  variant: Variant,
  list: readonly Credentials[],
): Promise<void> {
  const { operation } = variant;
  const cause = check.implied.find((code) => run.found(code, operation));
  if (cause) throw new Skip(`follows from ${cause}`);
  const scheme = findScheme(run.contract, operation);
  const accepted: Omit<Acceptance, 'message'> = {
    code: check.code,
    contractPointer: scheme?.pointer || operation.pointer,
    key: `${check.code} ${scheme?.name ?? ''}`,
  };
  // A server that lets a stranger in somewhere may elsewhere say that the resource is none of his.
  const isOpen = OPEN.some((code) => run.foundAnywhere(code));
  const lost = isOpen ? expectedRefusals(run.contract, operation, [variant.resource?.notFound ?? 'notFound']) : [];
  const isAny = (credentials: Credentials): boolean =>
    typeof check.anyRefusal === 'function' ? check.anyRefusal(credentials) : check.anyRefusal === true;
  // Where the contract knows several refusals, it does not say which of them this is.
  const hasReasons =
    operation.outcomes.conditions[check.condition]?.some(({ match }) => match.reason !== undefined) === true;
  const right = expectedRefusals(run.contract, operation, [check.condition]);
  const isSure = !isOpen && check.condition === 'forbidden' && right.some(({ outcome }) => outcome !== undefined);
  const letIn = isSure ? [404, 410].filter((status) => right.every((refusal) => refusal.status !== status)) : [];
  for (const credentials of list) {
    const input = await prepareInput(run, variant);
    const anyRefusal = isAny(credentials);
    const tolerated = [
      ...lost.map(({ status }) => status),
      ...(anyRefusal ? [400, 401, 403] : []),
      ...(check.lost?.({ run, variant, credentials }) ?? []),
    ];
    await run.send({
      variant,
      input,
      credentials,
      expect: {
        kind: 'refusal',
        conditions: anyRefusal && hasReasons ? [] : [check.condition],
        facts: { ...(check.reason && { reason: check.reason }) },
        accepted: {
          ...accepted,
          message: typeof check.message === 'string' ? check.message : check.message(credentials),
        },
        tolerated,
        letIn,
      },
    });
    if (run.faults.length > 0) return;
  }
}
