/** Writes `types.ts`: what openapi-typescript makes of the document, then names for bodies and event payloads. */
import type { Contract, EventSpec } from '../contract/types.ts';
import { hasReadWriteMarks, toTypedDocument } from './typed-document.ts';
import { toComment, toKey, toLiteral } from './names.ts';

/** The text of `types.ts`, without the header. */
export async function renderTypes(contract: Contract): Promise<string> {
  // Loads the TypeScript compiler, so only where it is needed.
  const { default: openapiTS, astToString } = await import('openapi-typescript');
  const document = toTypedDocument(contract);
  const marks = hasReadWriteMarks(document);
  const nodes = await openapiTS(document as unknown as Parameters<typeof openapiTS>[0], {
    readWriteMarkers: marks,
    // A default makes a property optional for whoever sends it; true would make every client send it.
    defaultNonNullable: false,
    silent: true,
  });
  const received = marks ? (type: string) => `Readable<${type}>` : (type: string) => type;
  const sent = marks ? (type: string) => `Writable<${type}>` : (type: string) => type;
  return (
    [
      astToString(nodes).trimEnd(),
      ...(contract.operations.length === 0 ? [] : [operationHelpers(received, sent)]),
      ...(hasSchemas(document) ? [schemaHelper(received)] : []),
      renderEvents(contract, document, received),
    ].join('\n\n') + '\n'
  );
}

type Wrap = (type: string) => string;

function operationHelpers(received: Wrap, sent: Wrap): string {
  return `/** Body of a message, or undefined where it has none. */
type BodyOf<Message> = [Message] extends [never]
  ? undefined
  : Message extends { content: infer Content }
    ? Content[keyof Content]
    : undefined;

/** \`operationId\` of an operation. */
export type OperationId = keyof operations;

/** What an operation takes as its request body, by \`operationId\`; undefined where it takes none. */
export type RequestBody<Id extends OperationId> = ${sent("BodyOf<NonNullable<operations[Id]['requestBody']>>")};

/** A status that is documented for an operation. */
export type Status<Id extends OperationId> = keyof operations[Id]['responses'];

/** What an operation answers with a documented status; undefined where that answer has no body. */
export type ResponseBody<Id extends OperationId, Code extends Status<Id>> = ${received("BodyOf<operations[Id]['responses'][Code]>")};`;
}

function schemaHelper(received: Wrap): string {
  return `/** A schema of the contract by name, as it is received. */
export type Schema<Name extends keyof components['schemas']> = ${received("components['schemas'][Name]")};`;
}

function hasSchemas(document: Record<string, unknown>): boolean {
  const { schemas } = (document['components'] ?? {}) as { schemas?: object };
  return schemas !== undefined && Object.keys(schemas).length > 0;
}

function renderEvents(contract: Contract, document: Record<string, unknown>, received: Wrap): string {
  const entries = contract.events.map((event) => {
    const comment = event.summary === '' ? '' : `  /** ${toComment(event.summary)} */\n`;
    return `${comment}  ${toKey(event.name)}: ${payloadType(event, document, received)};`;
  });
  return `/** Payload of every event, by the name of the event. */
export interface Events {${entries.length === 0 ? '' : `\n${entries.join('\n')}\n`}}

/** Name of an event. */
export type EventName = keyof Events;

/** Payload of an event; of several events, a union. */
export type EventPayload<Name extends EventName = EventName> = Events[Name];`;
}

function payloadType(event: EventSpec, document: Record<string, unknown>, received: Wrap): string {
  const item = (document['webhooks'] as Record<string, Record<string, unknown>> | undefined)?.[event.name];
  const method = Object.keys(item ?? {}).find((key) => METHODS.has(key));
  if (event.body === undefined || method === undefined) return 'undefined';
  const body = `NonNullable<webhooks[${toLiteral(event.name)}][${toLiteral(method)}]['requestBody']>`;
  return received(`${body}['content'][${toLiteral(event.body.type)}]`);
}

const METHODS = new Set(['get', 'put', 'post', 'delete', 'options', 'head', 'patch', 'trace']);
