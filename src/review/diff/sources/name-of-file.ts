/** What a contract without a name in redocly.yaml is called. */
import { basename } from 'node:path';

/** The name of the file as it is written, without the end that says its format. @param path with `/`, or as the system has it */
export function nameOfFile(path: string): string {
  return basename(path).replace(/\.(ya?ml|json)$/i, '') || 'contract';
}
