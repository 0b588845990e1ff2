/** Checks the value of one of our extensions against its JSON Schema. */
import common from './extensions/common.schema.json' with { type: 'json' };
import action from './extensions/x-action.schema.json' with { type: 'json' };
import evidence from './extensions/x-evidence.schema.json' with { type: 'json' };
import keys from './extensions/x-keys.schema.json' with { type: 'json' };
import outcomes from './extensions/x-outcomes.schema.json' with { type: 'json' };
import publicAddress from './extensions/x-public-address.schema.json' with { type: 'json' };
import rateLimit from './extensions/x-rate-limit.schema.json' with { type: 'json' };
import resourceRoles from './extensions/x-resource-roles.schema.json' with { type: 'json' };
import resource from './extensions/x-resource.schema.json' with { type: 'json' };
import view from './extensions/x-view.schema.json' with { type: 'json' };
import delivery from './extensions/x-webhook-delivery.schema.json' with { type: 'json' };
import signature from './extensions/x-webhook-signature.schema.json' with { type: 'json' };
import type { ExtensionName, Problem } from './extension-names.ts';
import { didYouMean } from './nearest.ts';
import { getAt, parsePointer, toPointer } from './pointer.ts';
import { createSchemaCompiler, type SchemaCompiler } from './schema.ts';
import type { JsonObject, Violation } from './types.ts';
import { asObject, asText } from './value.ts';

const EXTENSIONS: Readonly<Record<ExtensionName, object>> = {
  'x-action': action,
  'x-evidence': evidence,
  'x-keys': keys,
  'x-outcomes': outcomes,
  'x-public-address': publicAddress,
  'x-rate-limit': rateLimit,
  'x-resource': resource,
  'x-view': view,
  'x-webhook-delivery': delivery,
  'x-webhook-signature': signature,
};

let compiled: { readonly document: JsonObject; readonly compiler: SchemaCompiler } | undefined;

/**
 * Everything wrong with the form of an extension's value.
 * @param pointer JSON pointer of the value in its document
 */
export function checkExtension(name: ExtensionName, value: unknown, pointer: string): Problem[] {
  compiled ??= compileAll();
  const { document, compiler } = compiled;
  const violations = compiler.compile(`/${name}`, 'response')(value);
  return violations.map((violation) => toProblem(name, value, pointer, violation, document));
}

/** The files refer to each other by name; here they become one document. */
function compileAll(): { document: JsonObject; compiler: SchemaCompiler } {
  const files = { ...EXTENSIONS, common, 'x-resource-roles': resourceRoles };
  const document = Object.fromEntries(Object.entries(files).map(([name, schema]) => [name, joinRefs(schema, name)]));
  return { document: document as JsonObject, compiler: createSchemaCompiler({ document: document as JsonObject }) };
}

function joinRefs(node: unknown, file: string): unknown {
  if (Array.isArray(node)) return node.map((entry) => joinRefs(entry, file));
  if (node === null || typeof node !== 'object') return node;
  return Object.fromEntries(
    Object.entries(node).map(([key, value]) => [
      key,
      key === '$ref' && typeof value === 'string' ? joinRef(value, file) : joinRefs(value, file),
    ]),
  );
}

function joinRef(ref: string, file: string): string {
  const [base, fragment = ''] = ref.split('#') as [string, string?];
  return `#/${base === '' ? file : base.replace('.schema.json', '')}${fragment}`;
}

function toProblem(name: string, value: unknown, pointer: string, violation: Violation, document: JsonObject): Problem {
  const tokens = parsePointer(violation.at);
  const last = tokens.at(-1) ?? '';
  const parent = toPointer(tokens.slice(0, -1));
  const schema = asObject(getAt(document, violation.schemaPointer.replace(/\/[^/]*$/, '')));
  if (violation.keyword === 'required') {
    return { pointer: pointer + parent, message: `${name}${parent} lacks "${last}"; add it.` };
  }
  const at = pointer + violation.at;
  if (violation.keyword === 'additionalProperties') {
    const known = Object.keys(asObject(schema['properties'])).filter((key) => key !== 'x-evidence');
    const hint = didYouMean(last, known) || ` It knows ${known.join(', ')}.`;
    return { pointer: at, message: `${name}${parent} has no member "${last}".${hint}` };
  }
  const title = asText(schema['title']);
  if (violation.keyword !== 'pattern' || title === '') {
    return { pointer: at, message: `${name}${violation.at} ${violation.message}.` };
  }
  const isName = violation.message.startsWith('has a name');
  const found = isName ? last : String(getAt(value, violation.at));
  const message = isName
    ? `${name}${parent} has the member "${last}", which is not ${title}`
    : `${name}${violation.at} must be ${title}, got "${found}"`;
  return { pointer: at, message: `${message}.` };
}
