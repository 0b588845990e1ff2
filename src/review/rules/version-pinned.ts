import { asArray, asObject, asText } from '../../contract/value.ts';
import { bodyOf } from '../plugin/operations.ts';
import type { Rule } from '../plugin/rule.ts';
import { propertiesOf } from '../plugin/schema.ts';
import { find } from '../plugin/spot.ts';
import type { WebhookApi } from '../plugin/webhook-api.ts';

/** Payloads outlive documents: which version somebody was built against must be a thing that one can name. */
export const versionPinned: Rule = {
  name: 'version-pinned',
  summary: 'The document has a version that can be compared, and requests say which one they mean.',
  recommended: 'warn',
  strict: 'error',
  check(api, report) {
    const version = find(api.reader, api.root, 'info', 'version');
    if (version && !/^v?\d+(\.\d+)*([-+][\w.+-]+)?$|^\d{4}-\d{2}(-\d{2})?([.-]\w+)*$/i.test(asText(version.value))) {
      report(
        version,
        `The version \`${asText(version.value)}\` cannot be compared with another.`,
        "Write a semantic version such as `1.4.0`, or a date such as `'2026-04-01'`.",
      );
    }
    // Who only receives chooses no version.
    if (api.subscriptions.length === 0 || travels(api)) return;
    report(
      find(api.reader, api.root, 'info') ?? api.root,
      'Neither a path nor a header says which version of the API is meant.',
      'Put the version into the server URL (`/v1`), or take it in a header such as `API-Version`.',
    );
  },
};

const IN_PATH = /(^|[/.])(v\d+([.-]\w+)*|\d{4}-\d{2}-\d{2})([/.]|$)/i;

/** Whether the version is in an address, in a header, or in every payload. */
function travels({ reader, root, subscriptions, management, deliveries }: WebhookApi): boolean {
  const servers = asArray(root.value['servers']).map((server) => asText(asObject(server)['url']));
  const isInPath = [...servers, ...subscriptions.map(({ create }) => create.path)].some((path) => IN_PATH.test(path));
  const hasName = (names: readonly string[]): boolean => names.some((name) => /version/i.test(name));
  return (
    isInPath ||
    management.some(({ parameters }) => hasName(parameters.map(({ value }) => asText(value['name'])))) ||
    (deliveries.length > 0 &&
      deliveries.every((delivery) => hasName([...propertiesOf(reader, bodyOf(delivery)).keys()])))
  );
}
