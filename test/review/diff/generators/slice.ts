/** A part of a large document: some paths and events, with the components they use. */
import { getAt, parsePointer, setTokens } from '../../../../src/contract/pointer.ts';
import { asNode, type Node } from './node.ts';

/** The document with these paths and events only; what they do not reach is left out. */
export function slice(document: Node, paths: readonly string[], events: readonly string[]): Node {
  const { paths: allPaths, webhooks, 'x-webhooks': oldWebhooks, components, ...rest } = document;
  const part: Node = structuredClone({
    ...rest,
    paths: pickMembers(allPaths, paths),
    ...(webhooks !== undefined && { webhooks: pickMembers(webhooks, events) }),
    ...(oldWebhooks !== undefined && { 'x-webhooks': pickMembers(oldWebhooks, events) }),
  });
  const { securitySchemes } = asNode(components) ?? {};
  if (securitySchemes !== undefined) part['components'] = { securitySchemes: structuredClone(securitySchemes) };
  const open: unknown[] = [part];
  const seen = new Set<string>();
  while (open.length > 0) {
    for (const ref of refsOf(open.pop())) {
      if (seen.has(ref)) continue;
      seen.add(ref);
      const target: unknown = structuredClone(getAt(document, ref));
      if (target === undefined) continue;
      setTokens(part, parsePointer(ref), target);
      open.push(target);
    }
  }
  return part;
}

function pickMembers(value: unknown, names: readonly string[]): Node {
  const node = asNode(value) ?? {};
  return Object.fromEntries(names.flatMap((name) => (node[name] === undefined ? [] : [[name, node[name]]])));
}

/** Pointers that a value refers to: by `$ref`, and in the mapping of a discriminator. */
function refsOf(value: unknown): string[] {
  const found: string[] = [];
  const visit = (entry: unknown): void => {
    if (typeof entry === 'string' && entry.startsWith('#/')) found.push(decodeURIComponent(entry.slice(1)));
    else if (entry !== null && typeof entry === 'object') for (const member of Object.values(entry)) visit(member);
  };
  visit(value);
  return found;
}
