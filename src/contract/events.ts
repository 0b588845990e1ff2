/** Indexes the events of a document: its `webhooks`. */
import { readContent, readParameterList, resolveAt } from './content.ts';
import { evidenceOf } from './evidence.ts';
import { forEachMember } from './source/place.ts';
import type { EventSpec, JsonObject } from './types.ts';
import { asObject, asText } from './value.ts';

// Deliveries are POST requests almost everywhere; a document may say otherwise.
const METHODS = ['post', 'put', 'patch', 'get', 'delete'] as const;

/** All events, in the order of the document. */
export function indexEvents(document: JsonObject): EventSpec[] {
  const events: EventSpec[] = [];
  forEachMember(asObject(document.webhooks), (_, token, name) => {
    const item = resolveAt(document, `/webhooks/${token}`);
    const method = METHODS.find((candidate) => item.node[candidate] !== undefined);
    if (method === undefined) return;
    const { node, pointer } = resolveAt(document, `${item.pointer}/${method}`);
    const [body] =
      node.requestBody === undefined ? [] : readContent(document, resolveAt(document, `${pointer}/requestBody`));
    const parameters = [item, { node, pointer }].flatMap((holder) => readParameterList(document, holder));
    events.push({
      name,
      pointer,
      summary: asText(node.summary),
      description: asText(node.description),
      tags: Array.isArray(node.tags) ? node.tags.map(asText) : [],
      ...(body && { body }),
      headers: parameters.filter((parameter) => parameter.in === 'header'),
      ...evidenceOf(node),
    });
  });
  return events;
}
