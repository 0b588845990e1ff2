/** The JSON Schemas of the extensions, for a plugin that imports no validator. */
import common from '../../contract/extensions/common.schema.json' with { type: 'json' };
import action from '../../contract/extensions/x-action.schema.json' with { type: 'json' };
import evidence from '../../contract/extensions/x-evidence.schema.json' with { type: 'json' };
import keys from '../../contract/extensions/x-keys.schema.json' with { type: 'json' };
import outcomes from '../../contract/extensions/x-outcomes.schema.json' with { type: 'json' };
import publicAddress from '../../contract/extensions/x-public-address.schema.json' with { type: 'json' };
import rateLimit from '../../contract/extensions/x-rate-limit.schema.json' with { type: 'json' };
import resourceRoles from '../../contract/extensions/x-resource-roles.schema.json' with { type: 'json' };
import resource from '../../contract/extensions/x-resource.schema.json' with { type: 'json' };
import view from '../../contract/extensions/x-view.schema.json' with { type: 'json' };
import delivery from '../../contract/extensions/x-webhook-delivery.schema.json' with { type: 'json' };
import signature from '../../contract/extensions/x-webhook-signature.schema.json' with { type: 'json' };
import { getAt } from '../../contract/pointer.ts';

/** By the name of their file, without its end. */
const SCHEMAS: Readonly<Record<string, object>> = {
  common,
  'x-action': action,
  'x-evidence': evidence,
  'x-keys': keys,
  'x-outcomes': outcomes,
  'x-public-address': publicAddress,
  'x-rate-limit': rateLimit,
  'x-resource': resource,
  'x-resource-roles': resourceRoles,
  'x-view': view,
  'x-webhook-delivery': delivery,
  'x-webhook-signature': signature,
};

/** A schema, and the file that its own references start from. */
export interface ShapeSchema {
  readonly file: string;
  readonly schema: unknown;
}

/** The schema of an extension; undefined for names that are none of ours. */
export function schemaOfExtension(name: string): ShapeSchema | undefined {
  const schema = name === 'common' || name === 'x-resource-roles' ? undefined : SCHEMAS[name];
  return schema && { file: name, schema };
}

/** What a reference leads to: `common.schema.json#/$defs/text`, `#/$defs/role`. */
export function followReference(ref: string, from: string): ShapeSchema {
  const [base = '', pointer = ''] = ref.split('#');
  const file = base === '' ? from : base.replace('.schema.json', '');
  return { file, schema: getAt(SCHEMAS[file], pointer) };
}
