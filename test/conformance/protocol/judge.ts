/** Runs single checks against a server of the invented provider. */
import { checkConformance } from '../../../src/conformance/check-conformance.ts';
import type { ConformanceOptions } from '../../../src/conformance/options.ts';
import type { Contract } from '../../../src/contract/types.ts';
import { type Handle, listen } from '../../servers/reference/support/http.ts';
import { createHooks, loadHooks, secondToken, token } from './hooks.ts';

const hooks = await loadHooks();

/** The report of a run against a server at a URL. */
export function judgeAt(url: string, options: Partial<ConformanceOptions> = {}, contract: Contract = hooks) {
  return checkConformance(contract, { server: `${url}/v1`, token, secondToken, seed: 1, timeoutMs: 2000, ...options });
}

/** The report of a run against a correct server that a wrapper made wrong. */
export async function judge(
  wrap: (handle: Handle) => Handle,
  options: Partial<ConformanceOptions> = {},
  contract: Contract = hooks,
  handle: Handle = createHooks(),
) {
  await using server = await listen(wrap(handle));
  return await judgeAt(server.origin, options, contract);
}

/** `severity Code operation` of each finding. */
export function finds({ findings }: Awaited<ReturnType<typeof judge>>): string[] {
  return findings.map(({ severity, code, operation }) => `${severity} ${code} ${operation}`);
}
