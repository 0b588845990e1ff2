import { checkShape } from '../plugin/check-shape.ts';
import { schemaOfExtension } from '../plugin/extension-schemas.ts';
import { listExtensions } from '../plugin/extensions.ts';
import type { Rule } from '../plugin/rule.ts';

/** hookspec refuses a document with such a fault; whoever only runs Redocly learns it here. */
export const extensionForm: Rule = {
  name: 'extension-form',
  summary: 'The extensions that hookspec knows have the form that their schema gives them.',
  recommended: 'error',
  strict: 'error',
  check({ root }, report) {
    for (const { name, spot } of listExtensions(root)) {
      const schema = schemaOfExtension(name);
      if (!schema) continue;
      for (const fault of checkShape(spot, schema)) report(fault.spot, fault.what, fault.instead);
    }
  },
};
