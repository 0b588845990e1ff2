/** The result of a lint run. Reporters turn it into text. */
import type { Finding } from './finding.ts';

/** Findings of one contract, the base file first. */
export interface LintResult {
  /** Name of the contract. */
  readonly name: string;
  readonly findings: readonly Finding[];
}

/** Result of a run; `hookspec lint --format json` prints it. */
export interface LintReport {
  readonly contracts: readonly LintResult[];
  readonly summary: { readonly errors: number; readonly warnings: number };
}

/** Counts the findings of every contract. */
export function toLintReport(contracts: readonly LintResult[]): LintReport {
  return { contracts, summary: countFindings(contracts.flatMap(({ findings }) => findings)) };
}

/** How many errors and warnings there are. */
export function countFindings(findings: readonly Finding[]): LintReport['summary'] {
  const errors = findings.filter(({ severity }) => severity === 'error').length;
  return { errors, warnings: findings.length - errors };
}
