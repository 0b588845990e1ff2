/** Query parameters that openapi-fetch, which never sees the contract, would write in another form than the contract's. */
import { resolveRef } from '../contract/resolve.ts';
import type { Contract, Json, Parameter } from '../contract/types.ts';
import { toKey } from './names.ts';

/**
 * Lines of `client.ts` that write such parameters in their own form, and the option that uses them; undefined where
 * openapi-fetch's defaults (lists as `a=1&a=2`, objects as `a[b]=1`) are right for every parameter.
 */
export function renderQueryStyles(contract: Contract): { readonly lines: string; readonly option: string } | undefined {
  const styles = new Map<string, string>();
  for (const parameter of contract.operations.flatMap((operation) => operation.parameters)) {
    const style = parameter.in === 'query' ? toStyle(contract, parameter) : undefined;
    if (style !== undefined) styles.set(parameter.name, style);
  }
  if (styles.size === 0) return undefined;
  return {
    lines: `
// How query parameters are written that are neither plain values nor in openapi-fetch's own form.
const queryStyles: Record<string, QuerySerializerOptions | 'json'> = {
${[...styles].map(([name, style]) => `  ${toKey(name)}: ${style},\n`).join('')}};

function querySerializer(query: Record<string, unknown>): string {
  const parts = Object.entries(query).map(([name, value]) => {
    const style = queryStyles[name];
    if (style === 'json') return createQuerySerializer()({ [name]: JSON.stringify(value) });
    return createQuerySerializer(style)({ [name]: value });
  });
  return parts.filter((part) => part !== '').join('&');
}
`,
    option: '    querySerializer,\n',
  };
}

function toStyle(contract: Contract, parameter: Parameter): string | undefined {
  const { style, explode } = parameter;
  if (parameter.content !== undefined) return /[/+]json\b/.test(parameter.content.type) ? `'json'` : undefined;
  const schema = resolveRef(contract.document, parameter.schema as Json | undefined);
  const type = (schema as { type?: unknown } | undefined)?.type;
  const isA = (name: string) => type === name || (Array.isArray(type) && type.includes(name));
  if (isA('array') && !(style === 'form' && explode)) return `{ array: { style: '${style}', explode: ${explode} } }`;
  if (isA('object') && style === 'form') return `{ object: { style: 'form', explode: ${explode} } }`;
  return undefined;
}
