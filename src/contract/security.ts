/** Security requirements and schemes. */
import { resolveAt } from './content.ts';
import type { RawOperation } from './operations.ts';
import { forEachMember } from './source/place.ts';
import type { Fault } from './source/problem.ts';
import type { Json, JsonObject, SecurityRequirement, SecurityScheme } from './types.ts';
import { asArray, asObject, asText } from './value.ts';

/** A `security` list: alternatives, each a set of schemes with scopes. */
export function readSecurity(list: Json | undefined): SecurityRequirement[] {
  return asArray(list).map((requirement) =>
    Object.entries(asObject(requirement)).map(([scheme, scopes]) => ({ scheme, scopes: asArray(scopes).map(asText) })),
  );
}

/** The schemes of `components.securitySchemes`. */
export function readSchemes(document: JsonObject): SecurityScheme[] {
  const schemes: SecurityScheme[] = [];
  forEachMember(asObject(asObject(document.components).securitySchemes), (_, token, name) => {
    const { node, pointer } = resolveAt(document, `/components/securitySchemes/${token}`);
    const type = asText(node.type) as SecurityScheme['type'];
    schemes.push({
      name,
      type,
      pointer,
      ...(type === 'http' && { scheme: asText(node.scheme).toLowerCase() }),
      ...(type === 'apiKey' && {
        in: asText(node.in) as 'query' | 'header' | 'cookie',
        parameterName: asText(node.name),
      }),
    });
  });
  return schemes;
}

/** Requirements that name a scheme which does not exist: they could neither be met nor enforced. */
export function checkSecurity(
  operations: readonly Pick<RawOperation, 'pointer' | 'node' | 'security'>[],
  schemes: readonly SecurityScheme[],
): Fault[] {
  const known = new Set(schemes.map(({ name }) => name));
  return operations.flatMap(({ pointer, node, security }) =>
    security
      .flat()
      .filter(({ scheme }) => !known.has(scheme))
      .map(({ scheme }) => ({
        pointer: node.security === undefined ? '/security' : `${pointer}/security`,
        what: `there is no security scheme \`${scheme}\``,
        fix: 'add it to `components.securitySchemes`',
      })),
  );
}

/** An operation without what asks for schemes that do not exist. */
export function settleSecurity<O extends Pick<RawOperation, 'security'>>(
  operation: O,
  schemes: readonly SecurityScheme[],
): O {
  const isKnown = ({ scheme }: SecurityRequirement[number]): boolean => schemes.some(({ name }) => name === scheme);
  if (operation.security.flat().every(isKnown)) return operation;
  return { ...operation, security: operation.security.map((requirement) => requirement.filter(isKnown)) };
}
