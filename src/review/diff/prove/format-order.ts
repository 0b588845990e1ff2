/** Which formats are narrower than which. */
import { formats } from '../../../contract/schema-formats.ts';
import { type Conjunction, valuesOf } from './conjunction.ts';
import { formatRange, isIntegerFormat, rangeOf, hasIntegersOnly } from './range.ts';

/** Formats whose texts all have the formats on the right, as the validators read them. */
const WIDER: Readonly<Record<string, readonly string[]>> = {
  uri: ['uri-reference', 'iri', 'iri-reference'],
  'uri-reference': ['iri-reference'],
  iri: ['iri-reference'],
  email: ['idn-email'],
  hostname: ['idn-hostname'],
  'json-pointer': [],
};

/** Whether a format checks anything: one that nobody knows does not. */
export function isFormatKnown(name: string): boolean {
  return Object.hasOwn(formats, name) && formats[name] !== true;
}

/** Whether all that fits has a format. */
export function isNarrowerFormat(writer: Conjunction, name: string, hasTexts: boolean, hasNumbers: boolean): boolean {
  if (isNumberFormat(name)) return !hasNumbers || isInRange(writer, name);
  if (!hasTexts) return true;
  return valuesOf(writer, 'format').some(
    ({ value }) => value === name || WIDER[String(value)]?.includes(name) === true,
  );
}

function isNumberFormat(name: string): boolean {
  const format = formats[name];
  return typeof format === 'object' && 'type' in format && format.type === 'number';
}

function isInRange(writer: Conjunction, name: string): boolean {
  if (valuesOf(writer, 'format').some(({ value }) => value === name)) return true;
  if (!isIntegerFormat(name)) return name === 'float' || name === 'double';
  const [low, high] = formatRange(name);
  const range = rangeOf(writer);
  return hasIntegersOnly(writer) && range.low >= low && range.high <= high;
}
