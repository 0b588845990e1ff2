/** Checks what a resource says of the events that its changes set off. */
import type { Resource } from '../behaviour.ts';
import { indexEvents } from '../events.ts';
import { didYouMean } from '../nearest.ts';
import { toPointer } from '../pointer.ts';
import { mayHave } from '../schema-at.ts';
import { type Reading, report } from './reading.ts';

/** Every event must exist and have a place for the resource, and every change must have an operation. */
export function checkEmits(reading: Reading, { emits, operations }: Resource, pointer: string): void {
  if (emits.length === 0) return;
  const events = indexEvents(reading.document);
  for (const { event, on, at } of emits) {
    const place = pointer + toPointer([event]);
    const spec = events.find(({ name }) => name === event);
    if (!spec) {
      const hint = didYouMean(
        event,
        events.map(({ name }) => name),
      );
      report(reading, place, `There is no event "${event}" in webhooks.${hint}`);
      continue;
    }
    const missing = on.find((role) => operations[role] === undefined);
    if (missing !== undefined) report(reading, `${place}/on`, `No operation plays the role "${missing}".`);
    const schema = spec.body?.schemaPointer;
    if (schema !== undefined && mayHave(reading.document, schema, at)) continue;
    report(reading, `${place}/at`, `The body of the event "${event}" has no place "${at}" for the resource.`);
  }
}
