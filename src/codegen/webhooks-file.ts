/** Writes `webhooks.ts`: what a receiver must know of a contract, without the contract. */
import { findIdPlace, findNamePlace } from '../contract/identify-event.ts';
import type { Contract } from '../contract/types.ts';
import { toComment, toKey, toLiteral, toPascalCase } from './names.ts';

/** The text of `webhooks.ts`, without the header; undefined where the contract has no events. */
export function renderWebhooks(contract: Contract): string | undefined {
  if (contract.events.length === 0) return undefined;
  const name = toPascalCase(contract.name);
  const { evidence: _, ...scheme } = contract.behaviour.signature ?? {};
  const source = {
    ...(contract.behaviour.signature && { scheme }),
    event: findNamePlace(contract),
    id: findIdPlace(contract),
    events: contract.events.map((event) => event.name),
  };
  return `import type { Events } from './types.js';

export type { EventName, EventPayload } from './types.js';

/** Payload of every event of ${toComment(contract.title)}, by the name of the event. */
export type ${name}Events = Events;

/** How its deliveries are verified and told apart: spread it into \`createWebhookHandler\` of \`hookspec/webhooks\`. */
export const ${name.charAt(0).toLowerCase()}${name.slice(1)}Webhooks = ${render(source, '')} as const;
`;
}

/** A JSON value as TypeScript; members that are undefined are left out. */
function render(value: unknown, indent: string): string {
  if (typeof value === 'string') return toLiteral(value);
  if (value === null || typeof value !== 'object') return String(value);
  const inner = `${indent}  `;
  if (Array.isArray(value)) {
    const line = `[${value.map((entry) => render(entry, inner)).join(', ')}]`;
    if (line.length <= 80) return line;
    return `[\n${value.map((entry) => `${inner}${render(entry, inner)},\n`).join('')}${indent}]`;
  }
  const members = Object.entries(value).filter(([, member]) => member !== undefined);
  return `{\n${members.map(([key, member]) => `${inner}${toKey(key)}: ${render(member, inner)},\n`).join('')}${indent}}`;
}
