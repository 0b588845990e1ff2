/**
 * Tries every wrong sender and says how many are found, and how many with nothing but what was written down before.
 *
 *     node test/conformance/delivery/measure.ts [PART OF AN ID]
 */
import { senderFaults } from '../../servers/senders/catalogue.ts';
import { judgeSender } from './judge-sender.ts';

const wanted = process.argv[2] ?? '';
const chosen = senderFaults.filter(({ id }) => id.includes(wanted));
let [found, exact] = [0, 0];
for (const fault of chosen) {
  const codes = (await judgeSender(fault)).findings.map(({ code }) => code);
  const missing = fault.finds.filter((find) => !find.endsWith('?') && !codes.some((code) => code === find));
  const allowed = fault.finds.map((find) => find.replace('?', ''));
  const unexpected = codes.filter((code) => !allowed.includes(code));
  if (missing.length === 0) found += 1;
  if (missing.length === 0 && unexpected.length === 0) exact += 1;
  else
    process.stdout.write(
      `${fault.id}: missing ${missing.join(', ') || 'none'}; more ${unexpected.join(', ') || 'none'}\n`,
    );
}
process.stdout.write(`${found} of ${chosen.length} found, ${exact} with exactly the expected codes\n`);
