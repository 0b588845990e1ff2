/** What a proposer says has changed, before anything is proved. */
import type { Json } from '../../../contract/types.ts';
import type { Affected, Direction, Level } from '../change.ts';
import type { Rule } from './rule.ts';

/** One change at one place. */
export interface Proposal {
  readonly rule: string;
  readonly level: Level;
  readonly direction: Direction;
  readonly affected: Affected;
  readonly message: string;
  /** Operations and events it reaches; the first is where it is shown. */
  readonly operations: readonly string[];
  /** Place on the wire. */
  readonly place: string;
  /** JSON pointer in the normalised base document; absent where it is not there. */
  readonly base?: string;
  readonly head?: string;
  /** For `breaking`: what the writer may do and the reader no longer covers. */
  readonly statement?: string;
  /** What makes it this change and no other, besides rule and place. */
  readonly values: readonly Json[];
}

/** What a check says of its finding; rule and level come from the rule. */
export interface ProposalInput {
  readonly message: string;
  readonly operations: readonly string[];
  readonly place: string;
  readonly base?: string | undefined;
  readonly head?: string | undefined;
  /** Default for a breaking change: the message. */
  readonly statement?: string;
  readonly level?: Level;
  readonly affected?: Affected;
  readonly values?: readonly Json[];
}

/** Takes what a check has found. */
export type Report = (rule: string, input: ProposalInput) => void;

const AFFECTED: Readonly<Record<Direction, Affected>> = {
  request: 'client',
  response: 'client',
  event: 'subscriber',
  acknowledgement: 'provider',
};

/** Who breaks in a direction, unless a rule knows better. */
export function affectedBy(direction: Direction): Affected {
  return AFFECTED[direction];
}

/** Makes a collector of proposals for a table of rules. */
export function createReport(rules: ReadonlyMap<string, Rule>): { report: Report; proposals: Proposal[] } {
  const proposals: Proposal[] = [];
  const report: Report = (id, input) => {
    const rule = rules.get(id);
    if (rule === undefined) throw new Error(`No diff rule is called ${id}.`);
    const { base, head, statement, message, operations, place } = input;
    proposals.push({
      rule: id,
      level: input.level ?? rule.level,
      direction: rule.direction,
      affected: input.affected ?? affectedBy(rule.direction),
      message,
      operations,
      place,
      ...(base === undefined ? {} : { base }),
      ...(head === undefined ? {} : { head }),
      ...(statement === undefined ? {} : { statement }),
      values: input.values ?? [],
    });
  };
  return { report, proposals };
}
