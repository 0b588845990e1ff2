/** Reads a credential out of a request, as its security scheme says. */
import type { SecurityScheme } from '../contract/types.ts';
import type { PlainRequest } from './message.ts';

/** Why there is no credential. */
export interface NoCredential {
  readonly reason: 'missing' | 'malformed';
  readonly text: string;
}

/** Reads the credential of one scheme. */
export type CredentialReader = (request: PlainRequest) => string | NoCredential;

/** Prepares the reader of a scheme. An undefined scheme is read as a bearer token. */
export function createCredentialReader(scheme: SecurityScheme | undefined): CredentialReader {
  if (scheme?.type === 'mutualTLS') return () => 'mutual-tls';
  if (scheme?.type === 'apiKey') return createApiKeyReader(scheme);
  return createHeaderReader(scheme?.type === 'http' ? (scheme.scheme ?? 'bearer') : 'bearer');
}

function createApiKeyReader(scheme: SecurityScheme): CredentialReader {
  const name = scheme.parameterName ?? '';
  const header = name.toLowerCase();
  const missing: NoCredential = { reason: 'missing', text: `The ${scheme.in} ${name} is missing` };
  return ({ headers, query }) => {
    if (scheme.in === 'header') return headers[header] || missing;
    if (scheme.in === 'query') return new URLSearchParams(query).get(name) || missing;
    return readCookie(headers.cookie, name) || missing;
  };
}

function createHeaderReader(wanted: string): CredentialReader {
  const missing: NoCredential = { reason: 'missing', text: 'The Authorization header is missing' };
  const malformed: NoCredential = {
    reason: 'malformed',
    text: `The Authorization header must be "${wanted} ${FORMS[wanted]?.shown ?? 'TOKEN'}"`,
  };
  const isWellFormed = FORMS[wanted]?.test;
  return ({ headers }) => {
    const header = headers.authorization?.trim();
    if (!header) return missing;
    const end = header.search(/\s/);
    if (end < 0 || header.slice(0, end).toLowerCase() !== wanted) return malformed;
    const token = header.slice(end + 1).trimStart();
    return isWellFormed && !isWellFormed(token) ? malformed : token;
  };
}

/** Schemes whose credentials have a form: RFC 7617, 2 and RFC 7616, 3.4. */
const FORMS: Readonly<Record<string, { readonly shown: string; readonly test: (token: string) => boolean }>> = {
  basic: { shown: 'BASE64(user:password)', test: (token) => isBase64(token) && atob(token).includes(':') },
  digest: {
    shown: 'username="…", realm="…", nonce="…", uri="…", response="…"',
    test: (token) => ['username', 'realm', 'nonce', 'uri', 'response'].every((name) => token.includes(`${name}=`)),
  },
};

function isBase64(text: string): boolean {
  return text.length % 4 === 0 && /^[\w+/]+={0,2}$/.test(text) && !text.includes('_');
}

function readCookie(header: string | undefined, name: string): string | undefined {
  const pair = (header ?? '').split(';').find((part) => part.trim().startsWith(`${name}=`));
  return pair?.trim().slice(name.length + 1);
}
