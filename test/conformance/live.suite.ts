/**
 * `npm run conformance`: every case of a contract against a live server, one test each.
 * HOOKSPEC_SERVER names the server and HOOKSPEC_CONTRACT the contract (a name or a file); HOOKSPEC_TOKEN,
 * HOOKSPEC_SECOND_TOKEN, HOOKSPEC_LIMITED_TOKEN and HOOKSPEC_REVOKED_TOKEN are the credentials. HOOKSPEC_READ_ONLY=1
 * and HOOKSPEC_STRICT=1 work as the flags of `hookspec check`.
 */
import { registerConformance } from '../../src/conformance/vitest.ts';

const { env } = process;
const { HOOKSPEC_SERVER: server, HOOKSPEC_CONTRACT: contract } = env;

if (!server || !contract) {
  throw new Error('Set HOOKSPEC_SERVER to the base URL, HOOKSPEC_CONTRACT to a name or a file, and HOOKSPEC_TOKEN.');
}

await registerConformance(contract, {
  server,
  token: env.HOOKSPEC_TOKEN,
  secondToken: env.HOOKSPEC_SECOND_TOKEN,
  limitedToken: env.HOOKSPEC_LIMITED_TOKEN,
  revokedToken: env.HOOKSPEC_REVOKED_TOKEN,
  readOnly: env.HOOKSPEC_READ_ONLY === '1',
  strict: env.HOOKSPEC_STRICT === '1',
});
