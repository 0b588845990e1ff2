/** Which extension may stand where; `x-evidence` may stand anywhere and is checked here. */
import { extensionNames, type ExtensionName } from '../extension-names.ts';
import { type Kind, walk } from '../grammar.ts';
import { toPointer } from '../pointer.ts';
import type { JsonObject } from '../types.ts';
import { isObject } from '../value.ts';
import { hasForm, type Reading, report } from './reading.ts';

const DOCUMENT = 'the top of the document';
const OPERATION = 'an operation';
const EVENT = 'an entry of webhooks';
const SCHEMA = 'a schema';

const PLAIN = ['info', 'servers', 'tags'] as const;

const HOMES: Readonly<Record<Exclude<ExtensionName, 'x-evidence'>, readonly string[]>> = {
  'x-action': [OPERATION],
  'x-keys': [DOCUMENT],
  'x-outcomes': [DOCUMENT, OPERATION],
  'x-public-address': [SCHEMA],
  'x-rate-limit': [DOCUMENT, OPERATION],
  'x-resource': [DOCUMENT],
  'x-view': [OPERATION],
  'x-webhook-delivery': [DOCUMENT, EVENT],
  'x-webhook-signature': [DOCUMENT],
};

/** Reports our extensions where they mean nothing, and evidence of the wrong form. */
export function checkPlaces(reading: Reading): void {
  walk(reading.document, 'Document', '', (node, kind, pointer) => {
    checkNode(reading, node, toPlace(kind, pointer), pointer);
    if (kind === 'Schema') checkPublicAddress(reading, node, pointer);
  });
  for (const key of PLAIN) checkPlain(reading, reading.document[key], `/${key}`);
}

function checkNode(reading: Reading, node: JsonObject, place: string, pointer: string): void {
  for (const name of extensionNames) {
    if (!Object.hasOwn(node, name)) continue;
    if (name === 'x-evidence') hasForm(reading, name, node[name], `${pointer}/${name}`);
    else if (!HOMES[name].includes(place)) {
      report(reading, `${pointer}/${name}`, `${name} means nothing here; it stands on ${HOMES[name].join(' or ')}.`);
    }
  }
}

/** Parts of a document that hold no schemas, operations or samples. */
function checkPlain(reading: Reading, node: unknown, pointer: string): void {
  if (Array.isArray(node)) node.forEach((entry, index) => checkPlain(reading, entry, `${pointer}/${index}`));
  if (!isObject(node)) return;
  checkNode(reading, node, '', pointer);
  for (const [key, value] of Object.entries(node)) {
    if (!key.startsWith('x-')) checkPlain(reading, value, pointer + toPointer([key]));
  }
}

function toPlace(kind: Kind, pointer: string): string {
  if (kind === 'Document') return DOCUMENT;
  if (kind === 'Schema') return SCHEMA;
  // A path item under components may be either's; what refers to it decides.
  if (kind === 'PathItem') return /^\/(webhooks|components\/pathItems)\//.test(pointer) ? EVENT : '';
  // Operations below webhooks or callbacks are the receiver's: the provider's behaviour is not theirs.
  return kind === 'Operation' && !/^\/webhooks\/|\/callbacks\//.test(pointer) ? OPERATION : '';
}

function checkPublicAddress(reading: Reading, node: JsonObject, pointer: string): void {
  const value = node['x-public-address'];
  if (value === undefined || !hasForm(reading, 'x-public-address', value, `${pointer}/x-public-address`)) return;
  const types = [node['type']].flat();
  if (types.includes('string') || types.includes(undefined)) return;
  const message = 'x-public-address judges texts; put it beside type: string.';
  report(reading, `${pointer}/x-public-address`, message);
}
