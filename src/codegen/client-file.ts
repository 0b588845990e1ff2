/** Writes `client.ts`: one function that makes an openapi-fetch client with the address and the credentials filled in. */
import type { Contract } from '../contract/types.ts';
import { listCredentials, type Credential } from './credentials.ts';
import { toComment, toKey, toLiteral, toPascalCase } from './names.ts';
import { renderQueryStyles } from './query-styles.ts';

/** The text of `client.ts`, without the header. */
export function renderClient(contract: Contract): string {
  const name = toPascalCase(contract.name);
  const credentials = listCredentials(contract);
  // A relative server says where the API is on the host of the document; a client far from it must be told the host.
  const server = contract.servers.find((url) => /^https?:\/\//.test(url));
  const styles = renderQueryStyles(contract);
  const methods = [...new Set(contract.operations.map((operation) => operation.method))].toSorted();
  const query = credentials.filter((credential) => credential.in === 'query');
  return `import createClient, { ${styles === undefined ? '' : 'createQuerySerializer, '}mergeHeaders } from 'openapi-fetch';
import type { ${typeImports(methods.length > 0, styles !== undefined)} } from 'openapi-fetch';
import type { paths } from './types.js';

export type * from './types.js';

/** Every operation of ${toComment(contract.title)}, typed by method and path. */
export interface ${name}Client extends Pick<Client<paths>, 'use' | 'eject'> {${methods.map((method) => `\n  ${method.toUpperCase()}: Call<'${method}'>;`).join('')}
}
${methods.length === 0 ? '' : CALL}
/** Options of {@link create${name}Client}. */
export interface ${name}ClientOptions {
${[...baseUrlOption(server), ...tokenOption(credentials)].join('\n')}
  /** Sends the requests; default: the global \`fetch\`. */
  fetch?: ((request: Request) => Promise<Response>) | undefined;
  /** Sent with every request; \`null\` takes a header away. */
  headers?: HeadersOptions | undefined;
}

/** Makes a client for ${toComment(contract.title)}. */
export function create${name}Client(options: ${name}ClientOptions${isOptional(server, credentials) ? ' = {}' : ''}): ${name}Client {
${tokenLines(credentials)}  const client: Client<paths> = createClient<paths>({
    baseUrl: options.baseUrl${server === undefined ? '' : ` ?? ${toLiteral(server)}`},
    headers: mergeHeaders(${headerArgument(credentials)}options.headers),
${styles?.option ?? ''}    ...(options.fetch === undefined ? {} : { fetch: options.fetch }),
  });
${query.length === 0 ? '' : queryLines(query, credentials)}  return client${methods.length === 0 ? '' : ` as object as ${name}Client`};
}
${styles?.lines ?? ''}`;
}

// openapi-fetch's own methods infer the type of `init` from what they are given, and so let every misspelt field of it
// pass (openapi-ts/openapi-typescript#1769). These look it up instead.
const CALL = `
type Call<Method extends Exclude<keyof paths[keyof paths], 'parameters'>> = <
  Path extends ClientPathsWithMethod<Client<paths>, Method>,
  As extends ParseAs = 'json',
>(
  path: Path,
  ...init: undefined extends MaybeOptionalInit<paths[Path], Method>
    ? [init?: MaybeOptionalInit<paths[Path], Method> & { parseAs?: As }]
    : [init: MaybeOptionalInit<paths[Path], Method> & { parseAs?: As }]
) => Promise<FetchResponse<NonNullable<paths[Path][Method]>, { parseAs: As }, \`\${string}/\${string}\`>>;
`;

function typeImports(hasCalls: boolean, hasStyles: boolean): string {
  const calls = ['ClientPathsWithMethod', 'FetchResponse', 'MaybeOptionalInit', 'ParseAs'];
  const names = [
    'Client',
    'HeadersOptions',
    ...(hasCalls ? calls : []),
    ...(hasStyles ? ['QuerySerializerOptions'] : []),
  ];
  return names.toSorted().join(', ');
}

function isOptional(server: string | undefined, credentials: readonly Credential[]): boolean {
  return server !== undefined && credentials.every(({ optional }) => optional);
}

function baseUrlOption(server: string | undefined): string[] {
  if (server === undefined)
    return ['  /** Where the API is served; the contract names no server. */', '  baseUrl: string;'];
  return [`  /** Where the API is served; default: \`${toComment(server)}\`. */`, '  baseUrl?: string | undefined;'];
}

function tokenOption(credentials: readonly Credential[]): string[] {
  const [first] = credentials;
  if (first === undefined) return [];
  if (credentials.length === 1) {
    const member = first.optional ? 'token?: string | undefined' : 'token: string';
    return [`  /** Sent as ${describe(first)}${first.optional ? '; default: none' : ''}. */`, `  ${member};`];
  }
  const lines = credentials.map((one) => `    /** Sent as ${describe(one)}. */\n    ${toKey(one.scheme)}?: string;`);
  return [`  /** A text is sent as ${describe(first)}; an object names the scheme of each token. */`].concat(
    `  token: string | {\n${lines.join('\n')}\n  };`,
  );
}

function describe(credential: Credential): string {
  if (credential.in === 'query') return `\`${toComment(credential.name)}=TOKEN\` in the query`;
  const header = `${credential.name}: ${credential.prefix}${credential.base64 ? 'BASE64(TOKEN)' : 'TOKEN'}`;
  return `\`${toComment(header)}\`${credential.base64 ? ', the token being user:password' : ''}`;
}

function tokenLines(credentials: readonly Credential[]): string {
  const [first] = credentials;
  if (first === undefined || credentials.length === 1) return '';
  return `  const tokens = typeof options.token === 'string' ? { ${toKey(first.scheme)}: options.token } : options.token;\n`;
}

function headerArgument(credentials: readonly Credential[]): string {
  const entries = credentials.filter((credential) => credential.in === 'header');
  return entries.map((entry) => `{ ${toKey(entry.name)}: ${valueOf(entry, credentials)} }, `).join('');
}

// With several schemes, or an optional one, an absent token becomes undefined, which mergeHeaders leaves out.
function valueOf(credential: Credential, all: readonly Credential[]): string {
  const token = all.length === 1 ? 'options.token' : `tokens[${toLiteral(credential.scheme)}]`;
  const sent = credential.base64 ? `btoa(${token})` : token;
  const value = credential.prefix === '' ? sent : `${toLiteral(credential.prefix)} + ${sent}`;
  const isThere = all.length === 1 && !credential.optional;
  return isThere || value === token ? value : `${token} === undefined ? undefined : ${value}`;
}

function queryLines(query: readonly Credential[], all: readonly Credential[]): string {
  const sets = query.map((credential) => {
    const value = valueOf(credential, all);
    const set = `url.searchParams.set(${toLiteral(credential.name)}, ${value});`;
    return `      ${all.length === 1 && !credential.optional ? '' : `if (${value} !== undefined) `}${set}`;
  });
  return `  client.use({
    onRequest({ request }) {
      const url = new URL(request.url);
${sets.join('\n')}
      return new Request(url, request);
    },
  });
`;
}
