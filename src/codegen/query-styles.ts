/** Query parameters that openapi-fetch, which never sees the contract, would write in another form than the contract's. */
import type { Contract, Parameter } from '../contract/types.ts';
import { toKey } from './names.ts';

/**
 * Lines of `client.ts` that write such parameters in their own form, and the option that uses them; undefined where
 * openapi-fetch's defaults (lists as `a=1&a=2`, objects as `a[b]=1`) are right for every parameter.
 */
export function renderQueryStyles(contract: Contract): { readonly lines: string; readonly option: string } | undefined {
  const parameters = contract.operations.flatMap((operation) => operation.parameters);
  const styles = new Map(
    parameters
      .filter((parameter) => parameter.in === 'query')
      .flatMap((parameter) => {
        const text = styleOf(parameter);
        return text === undefined ? [] : [[parameter.name, `  ${toKey(parameter.name)}: ${text},\n`] as const];
      }),
  );
  if (styles.size === 0) return undefined;
  return {
    lines: `
const queryStyles: Record<string, QuerySerializerOptions> = {
${[...styles.values()].join('')}};

function querySerializer(query: Record<string, unknown>): string {
  const parts = Object.entries(query).map(([name, value]) => createQuerySerializer(queryStyles[name])({ [name]: value }));
  return parts.filter((part) => part !== '').join('&');
}
`,
    option: '    querySerializer,\n',
  };
}

function styleOf({ schema, style, explode }: Parameter): string | undefined {
  const type = typeof schema === 'object' ? schema['type'] : undefined;
  const isA = (name: string) => type === name || (Array.isArray(type) && type.includes(name));
  if (isA('array') && !(style === 'form' && explode)) return `{ array: { style: '${style}', explode: ${explode} } }`;
  if (isA('object') && style === 'form') return `{ object: { style: 'form', explode: ${explode} } }`;
  return undefined;
}
