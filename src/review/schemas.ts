/** What is wrong or doubtful about a contract's schemas, as findings. */
import { checkSchemas } from '../contract/schema-check.ts';
import type { Contract, Location } from '../contract/types.ts';
import type { Finding } from '../report/finding.ts';
import { toFingerprint } from './fingerprint.ts';

/**
 * Findings about schemas that validate nothing or had to be translated.
 * @param isRegistered a contract of redocly.yaml is held to more: what would be a warning about a stranger's document is an
 * error there
 * @param show turns a place into text, `file:line:column`
 */
export function reviewSchemas(contract: Contract, isRegistered: boolean, show: (place: Location) => string): Finding[] {
  return checkSchemas(contract).map(({ severity, message, pointer }) => ({
    code: severity === 'error' ? 'SchemaNotUsable' : 'SchemaNotChecked',
    severity: isRegistered ? 'error' : severity,
    phase: 'lint',
    message,
    contractPointer: pointer,
    contractLocation: show(contract.locate(pointer)),
    fingerprint: toFingerprint('schema', pointer, message),
  }));
}
