/** The shapes of a difference. They are declared where the reporters can read them, which know no other room. */
export type {
  Affected,
  Bump,
  Certificate,
  Change,
  ChangePlace,
  DiffReport,
  DiffSummary,
  Direction,
  Level,
  Policy,
  Proof,
  Side,
  Site,
  VersionAdvice,
  Witness,
} from '../../report/diff-report.ts';
