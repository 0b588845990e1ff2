/** What AgentMessage accepts as an endpoint. */
import { isHttpsUrl, isListOf, type Fields } from '../fields.ts';
import { EVENTS } from './facts.ts';

/** One sentence per wrong field; undefined when all is well. */
export function checkEndpoint(fields: Fields, required: readonly string[]): Record<string, string> | undefined {
  const details: Record<string, string> = {};
  const { url, events, description, active, api_version: version } = fields;
  for (const name of required) if (!(name in fields)) details[name] = 'is required';
  if ('url' in fields && !isHttpsUrl(url)) details.url = 'must be an https URL';
  if ('events' in fields && !isSet(events)) details.events = 'must be 1 to 50 known event types without duplicates';
  if ('description' in fields && (typeof description !== 'string' || [...description].length > 200)) {
    details.description = 'must be at most 200 characters';
  }
  if ('active' in fields && typeof active !== 'boolean') details.active = 'must be a boolean';
  if ('api_version' in fields && version !== '2026-04-01') details.api_version = 'is not a supported version';
  return Object.keys(details).length > 0 ? details : undefined;
}

function isSet(events: unknown): boolean {
  return (
    isListOf(events, EVENTS) && events.length >= 1 && events.length <= 50 && new Set(events).size === events.length
  );
}
