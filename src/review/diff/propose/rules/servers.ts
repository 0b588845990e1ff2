/** Where operations are served. */
import type { BothCalls } from '../../wire/api.ts';
import type { Report } from '../proposal.ts';
import { definePair, defineRule, type Rule } from '../rule.ts';

const server = { direction: 'request', area: 'server' } as const;

export const serverRules: readonly Rule[] = [
  ...definePair(
    { ...server, kind: 'existence' },
    {
      id: 'server-removed',
      title: 'An operation is no longer served at that URL.',
      action: 'removed',
      level: 'warning',
      instead: 'Keep the old URL, or redirect with 308.',
    },
    { id: 'server-added', title: 'An operation is served at another URL too.', action: 'added', level: 'info' },
  ),
  defineRule({
    ...server,
    kind: 'form',
    id: 'base-path-changed',
    title: 'An operation is served below another path.',
    action: 'changed',
    level: 'breaking',
    instead: 'Serve both paths until all clients have moved.',
  }),
];

/** Reports URLs at which an operation is no longer, or newly, served. */
export function checkServers({ base, head }: BothCalls, report: Report): void {
  // A document without servers says nothing of where it is served.
  if (base.kind !== 'operation' || base.servers.every((url) => url === '')) return;
  // A call that moved from the server's URL into the path, or back, is served where it was.
  const suffix = (call: BothCalls['base']) => (base.path === head.path ? '' : call.path.replace(/\{[^}]*\}/g, '{}'));
  const [was, is] = [base, head].map((call) => call.servers.map((url) => url + suffix(call))) as [string[], string[]];
  const where = { operations: [base.label], place: base.label, base: base.serversPointer, head: head.serversPointer };
  const gone = was.filter((url) => !is.includes(url));
  if (gone.length > 0) {
    const isSilent = is.every((url) => url === '');
    const isMoved = !isSilent && !was.some((url) => is.some((other) => pathOf(other) === pathOf(url)));
    const values = [...was, ...is];
    const message = `It is served at ${is.join(', ') || '/'} now, no longer at ${gone.map((url) => url || '/').join(', ')}.`;
    report(isMoved ? 'base-path-changed' : 'server-removed', { ...where, message, values });
  }
  const fresh = is.filter((url) => !was.includes(url));
  if (fresh.length > 0 && gone.length === 0) {
    report('server-added', { ...where, message: `It is served at ${fresh.join(', ')} too.`, values: fresh });
  }
}

function pathOf(url: string): string {
  return url.replace(/^(\w+:\/\/)?[^/]*/, '').replace(/\/+$/, '');
}
