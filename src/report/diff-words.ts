/** Words that all forms of a difference use. */
import type { Affected, Change, Direction, DiffRun, DiffSummary, Level, Witness } from './diff-report.ts';
import { plural } from './words.ts';

/** Levels from the worst to the least. */
export const levels: readonly Level[] = ['breaking', 'warning', 'info', 'refuted'];

/** Headings of the levels. */
export const headings: Readonly<Record<Level, string>> = {
  breaking: 'Breaking',
  warning: 'Warnings',
  info: 'Other changes',
  refuted: 'Proved harmless',
};

const WRITERS: Readonly<Record<Direction, string>> = {
  request: 'An old client may send',
  response: 'The new server may answer with',
  event: 'The new provider may send',
  acknowledgement: 'An old subscriber may answer with',
};

const READERS: Readonly<Record<Direction, string>> = {
  request: 'the new server',
  response: "an old client's contract",
  event: "an old subscriber's contract",
  acknowledgement: 'the new provider',
};

const WHO: Readonly<Record<Affected, string>> = {
  client: 'clients',
  subscriber: 'subscribers',
  provider: 'the provider',
};

/** Who is hit, e.g. `clients`. */
export function toWho({ affected }: Change): string {
  return WHO[affected];
}

/** What a change does to whom, e.g. `breaks clients`. */
export function toEffect(change: Change): string {
  const verb = { breaking: 'breaks', warning: 'may break', info: 'seen by', refuted: 'seen by' }[change.level];
  return `${verb} ${toWho(change)}`;
}

/** `PROVEN`, `REFUTED` or `UNDECIDED`; `NO ERROR` where no payload is refused, and something is lost all the same. */
export function toVerdict({ proof, level }: Change): string {
  if (proof.verdict === 'refuted' && level === 'warning') return 'NO ERROR';
  return proof.verdict.toUpperCase();
}

/** The change in one line: the operation, unless the message names it, and the message. */
export function toHeadline({ operations: [operation], message }: Change): string {
  return operation === undefined || message.includes(operation) ? message : `${operation}: ${message}`;
}

/** Why the change has its verdict: one sentence, without the value of a witness. */
export function toGrounds({ proof, direction, site, message }: Change): string {
  if (proof.verdict !== 'proven') return proof.reason;
  const { by } = proof;
  if (by.kind === 'certificate') {
    const isSaid = by.statement.replace(/\.$/, '') === message.replace(/\.$/, '');
    return isSaid ? 'The contracts themselves show it.' : by.statement;
  }
  const sent = `${WRITERS[direction]} this ${toPart(direction, site)}`;
  const blame = `${by.at === '' ? 'it' : by.at} ${by.message}`;
  return `${sent}; ${READERS[direction]} refuses it: ${blame}.`;
}

/** The value that proves a break. */
export function findWitness({ proof }: Change): Witness | undefined {
  return proof.verdict === 'proven' && proof.by.kind === 'witness' ? proof.by : undefined;
}

function toPart(direction: Direction, site: Change['site']): string {
  if (site?.part === 'parameter') return `${site.in ?? ''} parameter ${site.name ?? ''}`.trim();
  if (site?.part === 'header') return `header ${site.name ?? ''}`.trim();
  return direction === 'event' ? 'payload' : 'body';
}

/** `2 breaking, 1 warning, 3 other changes`; `no changes`. */
export function toCounts(summary: DiffSummary): string {
  const { breaking, warning, info, refuted, approved } = summary;
  const parts = [
    breaking > 0 && `${breaking} breaking`,
    warning > 0 && plural(warning, 'warning'),
    info > 0 && plural(info, 'other change'),
    refuted > 0 && `${refuted} proved harmless`,
    approved > 0 && `${approved} approved`,
  ].filter((part) => part !== false);
  return parts.length === 0 ? 'no changes' : parts.join(', ');
}

/** What the policy means for a reader. */
export function toPolicy({ policy }: Pick<DiffRun, 'policy'>): string {
  return policy === 'tolerant'
    ? 'tolerant: readers ignore members and enum values they do not know'
    : 'strict: readers hold to the letter of their version';
}

/** Changes of one level and one operation, operations in the order in which they first appear. */
export function groupByOperation(changes: readonly Change[]): ReadonlyMap<string, readonly Change[]> {
  return Map.groupBy(changes, ({ operations }) => operations[0] ?? 'document');
}
