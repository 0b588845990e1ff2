/** Texts that a string schema may accept; the caller takes the first that it does. */
import { samplePattern } from './pattern.ts';

const BY_FORMAT: Readonly<Record<string, readonly string[]>> = {
  uri: ['https://hooks.example.com/hookspec', 'urn:hookspec:1'],
  url: ['https://hooks.example.com/hookspec'],
  iri: ['https://hooks.example.com/hookspec'],
  'uri-reference': ['/hookspec'],
  email: ['hookspec@example.com'],
  'idn-email': ['hookspec@example.com'],
  hostname: ['hooks.example.com'],
  'idn-hostname': ['hooks.example.com'],
  ipv4: ['192.0.2.1'],
  ipv6: ['2001:db8::1'],
  uuid: ['2f1c6d3e-8a4b-4c5d-9e6f-0a1b2c3d4e5f'],
  'date-time': ['2026-01-01T00:00:00Z'],
  date: ['2026-01-01'],
  time: ['00:00:00Z'],
  duration: ['PT1H'],
  'json-pointer': ['/hookspec'],
  regex: ['^hookspec$'],
  byte: ['aG9va3NwZWM='],
};

/** What of a string schema decides about its texts. */
export interface StringRules {
  readonly format?: string | undefined;
  readonly patterns: readonly string[];
  readonly minLength: number;
  readonly maxLength: number;
}

/** Texts to try, the most natural first. */
export function stringCandidates({ format, patterns, minLength, maxLength }: StringRules): string[] {
  const formatted = (format === undefined ? undefined : BY_FORMAT[format]) ?? [];
  const sampled = patterns.flatMap((pattern) => samplePattern(pattern, minLength));
  // A URL that has to begin in a certain way: the pattern gives the beginning, the format the rest.
  const joined = sampled.flatMap((start) => formatted.map((text) => start + text.replace(/^[a-z]+:\/\//, '')));
  const plain = ['hookspec', 'a'.repeat(Math.max(1, minLength)), ''];
  return [...formatted, ...joined, ...sampled, ...plain].flatMap((text) => fit(text, minLength, maxLength));
}

function fit(text: string, minLength: number, maxLength: number): string[] {
  const length = [...text].length;
  if (length < minLength) return [text + 'a'.repeat(minLength - length), text];
  return length > maxLength ? [[...text].slice(0, maxLength).join('')] : [text];
}
