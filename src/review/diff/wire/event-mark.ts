/** What a payload says of the event that it is. */
import { getAt } from '../../../contract/pointer.ts';
import { derefPointer } from '../../../contract/resolve.ts';
import { asArray, asObject } from '../../../contract/value.ts';
import type { WireCall } from './api.ts';

/** The one text that a required member of the body may have, e.g. `type: contact.created`; undefined where there is none. */
export function findEventMark(call: WireCall): string | undefined {
  const { document } = call;
  const schemaPointer = call.body?.content[0]?.schemaPointer;
  if (schemaPointer === undefined) return undefined;
  const at = derefPointer(document, schemaPointer);
  const schema = asObject(getAt(document, at));
  for (const name of asArray(schema['required'])) {
    if (typeof name !== 'string') continue;
    const property = asObject(getAt(document, derefPointer(document, `${at}/properties/${name}`)));
    const values = asArray(property['enum']);
    const only = property['const'] ?? (values.length === 1 ? values[0] : undefined);
    if (typeof only === 'string') return `${name}=${only}`;
  }
  return undefined;
}
