/** Servers that keep texts otherwise than they were sent. */
import { bodiesIn, fault } from './fault.ts';
import type { Dialect, Provider } from './dialect.ts';

/** Texts are kept otherwise than they were sent. */
const kept = (
  slug: string,
  name: string,
  providers: readonly Provider[],
  property: (api: Dialect) => string,
  change: (text: string) => string,
  sample: string,
) =>
  fault('state', slug, name, providers, (api) => {
    const at = property(api);
    return {
      finds: ['ValueNotKept *'],
      place: at,
      wrap: bodiesIn(api, ['create', 'update'], (json) =>
        typeof json[at] === 'string' ? { ...json, [at]: change(json[at]) } : json,
      ),
      isWrong: async (call) => {
        const { item } = await call.create({ [at]: sample });
        return (await call.read(item[api.id])).item[at] !== sample;
      },
    };
  });
const text = (api: Dialect): string => api.text;
const url = (): string => 'url';

/** The faults of this group. */
export const textFaults = [
  ...kept('trimmed', 'trims a text', ['lava', 'encrata'], text, (value) => value.trim(), '  two words '),
  ...kept(
    'lower',
    'writes a text in lower case',
    ['leadlex', 'agentmessage'],
    text,
    (value) => value.toLowerCase(),
    'Two Words',
  ),
  ...kept(
    'lower-url',
    'writes a URL in lower case',
    ['lava', 'encrata', 'agentmessage'],
    url,
    (value) => value.toLowerCase(),
    'https://hooks.example.com/Hook/A',
  ),
  ...kept(
    'no-query',
    'drops the query of a URL',
    ['leadlex', 'encrata'],
    url,
    (value) => value.replace(/\?.*$/, ''),
    'https://hooks.example.com/a?b=c&d=e',
  ),
  ...kept(
    'latin',
    'keeps no letters beyond Latin-1',
    ['lava', 'agentmessage'],
    text,
    (value) => value.replaceAll(/[^\0-\xff]/gu, '?'),
    'Grüße 東京 🎉',
  ),
  ...kept(
    'no-emoji',
    'drops letters beyond the first plane',
    ['leadlex', 'encrata'],
    text,
    (value) => value.replaceAll(/[\u{10000}-\u{10ffff}]/gu, ''),
    'party 🎉',
  ),
  ...kept('normalised', 'composes letters', ['encrata', 'lava'], text, (value) => value.normalize('NFC'), 'Cafe\u0301'),
  ...kept(
    'escaped',
    'writes texts for a web page',
    ['agentmessage', 'leadlex'],
    text,
    (value) => value.replaceAll('&', '&amp;').replaceAll('<', '&lt;'),
    'a & b <c>',
  ),
  ...kept(
    'cut-255',
    'cuts a text after 255 characters',
    ['lava', 'encrata'],
    text,
    (value) => value.slice(0, 255),
    'x'.repeat(256),
  ),
  ...kept(
    'cut-100',
    'cuts a text after 100 characters',
    ['leadlex', 'agentmessage'],
    text,
    (value) => (value.length > 200 ? value : value.slice(0, 100)),
    'x'.repeat(180),
  ),
];
