/** Credentials that a request needs. */
import type { BothCalls, WireAlternative } from '../../wire/api.ts';
import type { Report } from '../proposal.ts';
import { definePair, defineRule, type Rule } from '../rule.ts';

const event = { direction: 'event', area: 'security' } as const;
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
  defineRule({
    ...security,
    kind: 'form',
    id: 'request-token-source-changed',
    title: 'Tokens come from another URL.',
    action: 'changed',
    level: 'warning',
    instead: 'Keep the old URL, or redirect to the new one.',
  }),
  ...definePair(
    { ...event, kind: 'existence' },
    {
      id: 'event-credentials-removed',
      title: 'The provider does not present its credentials with an event any more.',
      action: 'removed',
      level: 'breaking',
      instead: 'Go on presenting them: subscribers refuse strangers.',
    },
    {
      id: 'event-credentials-added',
      title: 'The provider presents credentials with an event.',
      action: 'added',
      level: 'info',
    },
  ),
];

/** Reports ways to authenticate that were enough and are not, and new ones. */
export function checkSecurity({ base, head }: BothCalls, report: Report): void {
  if (base.kind !== 'operation') return;
  const where = { operations: [base.label], place: base.label, base: base.securityPointer, head: head.securityPointer };
  checkTokenSources(base, head, report);
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

/**
 * Reports credentials that come with an event no longer, or newly: a subscriber that follows the older version refuses what
 * is not enough by it.
 * @param calls as they were written: in a plain document an empty list and none are the same
 */
export function checkEventCredentials({ base, head }: BothCalls, report: Report): void {
  if (base.kind === 'operation') return;
  if (base.security.length === 0 || head.security.length === 0) return;
  const where = { operations: [base.label], place: base.label, base: base.securityPointer, head: head.securityPointer };
  // What nothing was said about is compared with nothing.
  if (base.security.length === 0 || head.security.length === 0) return;
  const isLess = !head.security.every((is) => base.security.some((was) => isEnough(is, was)));
  const isMore = !base.security.every((was) => head.security.some((is) => isEnough(was, is)));
  if (!isLess && !isMore) return;
  const message = `The provider presents ${listAll(head.security)} now; it presented ${listAll(base.security)}.`;
  const values = [base.security.map(describe), head.security.map(describe)];
  report(isLess ? 'event-credentials-removed' : 'event-credentials-added', { ...where, message, values });
}

function checkTokenSources(base: BothCalls['base'], head: BothCalls['head'], report: Report): void {
  for (const way of new Set(base.security.flatMap((alternative) => [...alternative.keys()]))) {
    const [was, is] = [base.tokenSources.get(way), head.tokenSources.get(way)];
    if (was === undefined || is === undefined || was === is) continue;
    const where = {
      operations: [base.label],
      place: `${base.label} ${way}`,
      base: base.securityPointer,
      head: head.securityPointer,
    };
    report('request-token-source-changed', {
      ...where,
      message: `Tokens for ${way} come from ${is}, no longer from ${was}.`,
      values: [way, was, is],
    });
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
