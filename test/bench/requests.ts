/** The three requests that every contestant answers. */

/** Kinds of request, in the order in which they are measured. */
export const KINDS = ['create', 'invalid', 'unauthorised'] as const;

/** A valid create, a body that lacks a required property, and a valid body without credentials. */
export type Kind = (typeof KINDS)[number];

/** A request as the load generator sends it. */
export interface RequestTemplate {
  readonly method: string;
  /** Path below the contestant's base path. */
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

/** Where a fresh key stands in a template; the load generator puts another one into each request. */
export const KEY_PLACEHOLDER = '{key}';

const valid = { name: 'Production Webhook', url: 'https://your-app.example.com/webhooks/lava' };
const json = { 'Content-Type': 'application/json' };
const credentials = { Authorization: `Bearer ${KEY_PLACEHOLDER}` };

/** The requests of the Lava contract: `POST /webhooks`. */
export const REQUESTS: Readonly<Record<Kind, RequestTemplate>> = {
  create: { method: 'POST', path: '/webhooks', headers: { ...json, ...credentials }, body: JSON.stringify(valid) },
  // `required` is a keyword that every validator has; `format` is not.
  invalid: {
    method: 'POST',
    path: '/webhooks',
    headers: { ...json, ...credentials },
    body: JSON.stringify({ name: valid.name }),
  },
  unauthorised: { method: 'POST', path: '/webhooks', headers: json, body: JSON.stringify(valid) },
};

/** A request as text on the wire, with {@link KEY_PLACEHOLDER} still in it. */
export function toWire({ method, path, headers, body }: RequestTemplate, basePath: string): string {
  const length: Record<string, string> = body === '' ? {} : { 'Content-Length': String(Buffer.byteLength(body)) };
  const lines = Object.entries({ Host: '127.0.0.1', ...headers, ...length }).map(
    ([name, value]) => `${name}: ${value}`,
  );
  return `${method} ${basePath}${path} HTTP/1.1\r\n${lines.join('\r\n')}\r\n\r\n${body}`;
}

/** Creates a source of keys that fully match the contract's `x-keys.fresh`, none twice in a run. */
export function createKeys(): () => string {
  const prefix = Math.floor(Math.random() * 36 ** 6)
    .toString(36)
    .padStart(6, '0');
  let count = 0;
  return () => `aks_test_${prefix}${(count++).toString(36).padStart(12, '0')}`;
}
