/** What the checks of the order share: wrong credentials and a second reason to refuse. */
import { toPointer } from '../../contract/pointer.ts';
import type { CaseRun, Credentials, Draft } from '../case.ts';
import { findScheme, wrongTokens } from '../credentials.ts';
import type { FindingCode } from '../codes.ts';
import { type Exchange, nameOf } from '../exchange.ts';
import type { Input } from '../input.ts';
import { expectedRefusals } from '../outcomes.ts';
import type { Variant } from '../variants.ts';

/**
 * How strangers come: with a token that cannot be right, where there is one and the server takes none of that kind, and
 * without any.
 */
export function strangers(run: Pick<CaseRun, 'contract' | 'tokens' | 'foundAnywhere'>): readonly Credentials[] {
  const { other } = wrongTokens(run.contract, run.tokens.main);
  const isRefused = other !== undefined && !run.foundAnywhere('WrongTokenAccepted');
  return [...(isRefused ? [{ kind: 'wrong', token: other } as const] : []), { kind: 'none' }];
}

/** Sends a request as a stranger. */
export async function sendAsStranger(
  run: CaseRun,
  variant: Variant,
  input: Input,
  credentials: Credentials,
): Promise<Exchange> {
  return run.send({ variant, input, credentials, expect: { kind: 'anything' } });
}

/**
 * The fault of a server that told a stranger something else than that he is one; undefined when it did not. Where the
 * contract only lists statuses it says nothing of their order: the fault then warns.
 */
export function toOrderFault(
  run: CaseRun,
  variant: Variant,
  exchange: Exchange,
  fault: { readonly code: FindingCode; readonly statuses: readonly number[]; readonly message: string },
): Draft | undefined {
  const { operation } = variant;
  const { status } = exchange.response;
  const { kind } = exchange.credentials;
  const reason = kind === 'none' ? 'missing' : 'unknown';
  const refusals = expectedRefusals(run.contract, operation, ['unauthenticated'], { reason });
  const isRight = refusals.some((refusal) => refusal.status === status);
  if (refusals.length === 0 || isRight || !fault.statuses.includes(status)) return undefined;
  const declared = refusals.find(({ outcome }) => outcome !== undefined);
  const wanted = [...new Set(refusals.map((refusal) => refusal.status))].join(' or ');
  return {
    code: fault.code,
    message: `${nameOf(operation)} answered ${status} to ${kind === 'none' ? 'no' : 'wrong'} credentials ${fault.message}; expected ${wanted}.`,
    exchange,
    contractPointer:
      declared?.contractPointer ?? findScheme(run.contract, operation)?.pointer ?? toPointer(['security']),
    ...(!declared && { severity: 'warning' }),
    key: fault.code,
  };
}
