/** What the checks of credentials share: one case for each operation that asks for them. */
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
  readonly message: string;
  readonly condition: 'unauthenticated' | 'forbidden';
  readonly reason?: NonNullable<RefusalFacts['reason']>;
  /** Faults that include this one. */
  readonly implied: readonly FindingCode[];
  /** Undefined: nothing to check here. */
  credentials(context: PlanContext, variant: Variant): readonly Credentials[] | undefined;
}

/** Plans one case for each operation that refuses requests without credentials. */
export function defineAuthCheck(check: AuthCheck): CaseCheck {
  return { name: check.name, phase: 'auth', plan: (context) => planAuth(check, context) };
}

function planAuth(check: AuthCheck, context: PlanContext): Case[] {
  const { variants, options } = context;
  const first = variants.filter(
    (variant, index) => variants.findIndex((other) => other.operation === variant.operation) === index,
  );
  return first
    .filter(({ operation }) => needsCredentials(operation))
    .flatMap((variant) => {
      const list = check.credentials(context, variant);
      if (!list) return [];
      const { operation, reach } = variant;
      const skip = options.destructive ? undefined : reach;
      return [
        {
          id: `auth ${operation.id} ${check.name}`,
          phase: 'auth' as const,
          operation,
          title: `refuses ${operation.id} ${check.title}`,
          ...(skip !== undefined && { skip: `needs --destructive: ${skip}` }),
          run: (run: CaseRun) => sendWrong(run, check, variant, list),
        },
      ];
    });
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
  const accepted: Acceptance = {
    code: check.code,
    message: check.message,
    contractPointer: scheme?.pointer || operation.pointer,
    key: `${check.code} ${scheme?.name ?? ''}`,
  };
  // A server that lets a stranger in somewhere may elsewhere say that the resource is none of his.
  const isOpen = OPEN.some((code) => run.foundAnywhere(code));
  const lost = isOpen ? expectedRefusals(run.contract, operation, [variant.resource?.notFound ?? 'notFound']) : [];
  for (const credentials of list) {
    const input = await prepareInput(run, variant);
    await run.send({
      variant,
      input,
      credentials,
      expect: {
        kind: 'refusal',
        conditions: [check.condition],
        facts: { ...(check.reason && { reason: check.reason }) },
        accepted,
        tolerated: lost.map(({ status }) => status),
      },
    });
    if (run.faults.length > 0) return;
  }
}
