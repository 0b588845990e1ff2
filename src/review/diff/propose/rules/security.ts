/** Credentials that a request needs. */
import type { BothCalls, WireAlternative } from '../../wire/api.ts';
import type { Report } from '../proposal.ts';
import { definePair, type Rule } from '../rule.ts';

const security = { direction: 'request', area: 'security' } as const;

export const securityRules: readonly Rule[] = [
  ...definePair(
    { ...security, kind: 'requiredness' },
    {
      id: 'request-credentials-became-required',
      title: 'A request needs credentials, and needed none.',
      action: 'stricter',
      level: 'breaking',
      instead: 'Go on serving strangers what they could see, or publish this as a new version.',
    },
    {
      id: 'request-credentials-became-optional',
      title: 'A request needs no credentials any more.',
      action: 'looser',
      level: 'info',
    },
  ),
  ...definePair(
    { ...security, kind: 'existence' },
    {
      id: 'request-credentials-removed',
      title: 'Credentials that were enough are not accepted any more.',
      action: 'removed',
      level: 'breaking',
      instead: 'Accept the old credentials beside the new ones.',
    },
    { id: 'request-credentials-added', title: 'Other credentials are accepted too.', action: 'added', level: 'info' },
  ),
  ...definePair(
    { ...security, kind: 'bound' },
    {
      id: 'request-scope-added',
      title: 'Credentials need a scope that they did not need.',
      action: 'stricter',
      level: 'breaking',
      instead: 'Give the scope to all credentials that could do this before.',
    },
    { id: 'request-scope-removed', title: 'Credentials need a scope less.', action: 'looser', level: 'info' },
  ),
];

/** Reports ways to authenticate that were enough and are not, and new ones. */
export function checkSecurity({ base, head }: BothCalls, report: Report): void {
  if (base.kind !== 'operation') return;
  const where = { operations: [base.label], place: base.label, base: base.securityPointer, head: head.securityPointer };
  for (const was of base.security) {
    if (head.security.some((is) => isEnough(was, is))) continue;
    const scopes = head.security.map((is) => lackingScopes(was, is)).find((lacking) => lacking !== undefined);
    const values = [describe(was), ...head.security.map(describe)];
    if (was.size === 0) {
      const message = `A request needs ${listAll(head.security)} now, and needed no credentials.`;
      report('request-credentials-became-required', { ...where, message, values });
    } else if (scopes !== undefined) {
      const message = `${describe(was)} needs ${scopes.join(' and ')} too.`;
      report('request-scope-added', { ...where, message, values });
    } else {
      const message = `${describe(was)} is not enough any more: a request needs ${listAll(head.security)}.`;
      report('request-credentials-removed', { ...where, message, values });
    }
  }
  for (const is of head.security) {
    if (base.security.some((was) => isEnough(is, was))) continue;
    const isFewer = base.security.some((was) => lackingScopes(is, was) !== undefined);
    const values = [describe(is), ...base.security.map(describe)];
    const message = is.size === 0 ? 'A request needs no credentials any more.' : `${describe(is)} is enough now.`;
    const rule =
      is.size === 0
        ? 'request-credentials-became-optional'
        : isFewer
          ? 'request-scope-removed'
          : 'request-credentials-added';
    report(rule, { ...where, message, values });
  }
}

/** Whether credentials that meet one alternative meet another one too. */
function isEnough(held: WireAlternative, needed: WireAlternative): boolean {
  return [...needed].every(
    ([scheme, scopes]) => scopes.every((scope) => held.get(scheme)?.includes(scope)) && held.has(scheme),
  );
}

/** Scopes that are all that credentials lack; undefined where they lack more. */
function lackingScopes(held: WireAlternative, needed: WireAlternative): string[] | undefined {
  if (![...needed.keys()].every((scheme) => held.has(scheme))) return undefined;
  const lacking = [...needed].flatMap(([scheme, scopes]) =>
    scopes.filter((scope) => !held.get(scheme)!.includes(scope)),
  );
  return lacking.length === 0 ? undefined : [...new Set(lacking)].map((scope) => `the scope ${scope}`);
}

function describe(alternative: WireAlternative): string {
  if (alternative.size === 0) return 'no credentials';
  return [...alternative]
    .map(([scheme, scopes]) => (scopes.length === 0 ? scheme : `${scheme} (${scopes.join(', ')})`))
    .join(' with ');
}

function listAll(alternatives: readonly WireAlternative[]): string {
  return alternatives.map(describe).join(' or ');
}
