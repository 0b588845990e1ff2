/** The one table of rules, in the order of docs/rules. */
import type { Rule } from '../plugin/rule.ts';
import { endpointUrlBounded } from './endpoint-url-bounded.ts';
import { endpointUrlHttps } from './endpoint-url-https.ts';
import { signatureHeader } from './signature-header.ts';

/** Every rule: its file is `<name>.ts`, its page `docs/rules/<name>.md`. */
export const rules: readonly Rule[] = [endpointUrlHttps, endpointUrlBounded, signatureHeader];
