/** Texts that are worth a try: of a format, and of no format. */

/** Texts that have a format, plain ones first. */
const GOOD: Readonly<Record<string, readonly string[]>> = {
  'date-time': ['2026-01-31T12:00:00Z', '2024-02-29T23:59:59.999+02:00'],
  date: ['2026-01-31', '2024-02-29'],
  time: ['12:00:00Z'],
  'iso-date-time': ['2026-01-31T12:00:00Z'],
  'iso-time': ['12:00:00Z'],
  duration: ['PT1H', 'P3D'],
  uuid: ['0f8fad5b-d9cb-469f-a165-70867728950e', '7c9e6679-7425-40de-944b-e07fc1f90ae7'],
  uri: ['https://example.com/hooks', 'https://example.org/', 'http://example.com/', 'urn:example:a'],
  url: ['https://example.com/hooks', 'https://example.org/', 'http://example.com/'],
  'uri-reference': ['/hooks', 'https://example.com/hooks'],
  'uri-template': ['https://example.com/{id}'],
  email: ['ada@example.com', 'grace@example.org'],
  hostname: ['example.com', 'localhost'],
  ipv4: ['203.0.113.7', '192.0.2.1'],
  ipv6: ['2001:db8::1', '::1'],
  regex: ['^a+$'],
  'json-pointer': ['/a/b', ''],
  'json-pointer-uri-fragment': ['#/a/b'],
  'relative-json-pointer': ['1/a'],
  byte: ['aGVsbG8=', ''],
  base64url: ['aGVsbG8', ''],
  char: ['a'],
  'http-date': ['Sat, 31 Jan 2026 12:00:00 GMT'],
};

/** Texts that have hardly any format. */
const ODD: readonly string[] = ['text', '', ' ', 'not a format {', '%', '[', '*', 'a b', '1', '-', 'é'];

/** Texts to try where schemas name these formats. */
export function textsOf(formats: readonly string[]): string[] {
  return [...formats.flatMap((name) => GOOD[name] ?? []), ...ODD, ...Object.values(GOOD).flat()];
}

/** Texts to try where a text must miss a format: odd ones, then those of other formats. */
export function textsWithout(format: string): string[] {
  return [...ODD, ...Object.entries(GOOD).flatMap(([name, texts]) => (name === format ? [] : texts))];
}
