/** Writes exchanges down as steps: what comes from an earlier answer becomes a reference, credentials become names. */
import type { Contract, Json } from '../../contract/types.ts';
import { parsePointer } from '../../contract/pointer.ts';
import { findScheme } from '../credentials.ts';
import { markCredentials } from '../curl.ts';
import type { Exchange, Sent } from '../exchange.ts';
import { parseJson } from '../parse-json.ts';
import type { RequestForm } from '../raw/request-bytes.ts';
import type { ReplayStep, StoredForm } from './replay-file.ts';
import { decode, findLeaves, findValues, splitUrl } from './values.ts';

/** What writing steps needs to know. */
export interface StepContext {
  readonly contract: Contract;
  readonly baseUrl: string;
  readonly mainToken: string;
  /** Ids of what the run has created. */
  readonly ids: ReadonlySet<string>;
  /** Headers that the user gave for every request: they are given again. */
  readonly given: Readonly<Record<string, string>>;
  hide(text: string): string;
}

/** Steps that are written one after the other. */
export interface StepWriter {
  /** @param id wanted name; a number is put behind it when it is taken */
  write(sent: Sent, answered: number, id?: string): ReplayStep;
  /** Makes the answer of the step that was written last available. */
  learn(exchange: Exchange): void;
  /** A JSON value with references in the place of what earlier answers said. */
  toTemplate(value: unknown): Json | undefined;
  /** The steps, each with what later ones take from it. */
  steps(): ReplayStep[];
}

interface Known {
  readonly step: string;
  readonly name: string;
  readonly at: string;
}

/** Shortest text that is taken for the same thing when a later request has it. */
const LEAST = 8;

/** Creates a writer without steps. */
export function createStepWriter(context: StepContext): StepWriter {
  const { contract, baseUrl, mainToken, ids, given, hide } = context;
  const base = splitUrl(baseUrl).path;
  const steps: ReplayStep[] = [];
  const known = new Map<string, Known>();
  const used = new Set<Known>();
  const sentValues = new Set<string>();

  const refer = (text: string): string | undefined => {
    const source = known.get(text);
    if (!source) return undefined;
    used.add(source);
    return `\${${source.step}.${source.name}}`;
  };
  const toTemplate = (value: unknown): Json | undefined => {
    if (typeof value === 'string') return refer(value) ?? hide(value);
    if (typeof value === 'number') return refer(String(value)) ?? value;
    if (Array.isArray(value)) return value.map((entry) => toTemplate(entry) ?? null);
    if (value === null || typeof value !== 'object') return value as Json | undefined;
    return Object.fromEntries(Object.entries(value).map(([key, entry]) => [key, toTemplate(entry) ?? null]));
  };
  const toPath = (url: string): string => {
    const { path, query } = splitUrl(url);
    const own = path.startsWith(base) ? path.slice(base.length) : path;
    const segments = own.split('/').map((segment) => refer(decode(segment)) ?? segment);
    const pairs = query.split('&').map((pair) => {
      const [, name = '', value = ''] = /^([^=]*=)(.*)$/s.exec(pair) ?? [];
      const reference = refer(decode(value));
      return reference === undefined ? pair : name + reference;
    });
    return hide(segments.join('/') + (query === '' ? '' : `?${pairs.join('&')}`));
  };

  return {
    toTemplate,
    write(sent, answered, id = sent.variant.role ?? sent.operation.id) {
      const { request, name } = markCredentials(sent, findScheme(contract, sent.operation), mainToken);
      const json = parseJson(request.body ?? '');
      const isPlain = json !== undefined && JSON.stringify(json) === request.body;
      const headers = Object.entries(request.headers).filter(([key]) => !Object.hasOwn(given, key));
      const body = isPlain ? toTemplate(json) : undefined;
      const step: ReplayStep = {
        id: toFreeName(id, steps),
        operation: sent.operation.id,
        method: request.method,
        path: name(toPath(request.url)),
        headers: Object.fromEntries(headers.map(([key, value]) => [key, name(hide(value))])),
        ...(body !== undefined && { body }),
        ...(request.body !== undefined && !isPlain && { text: hide(request.body) }),
        ...(request.repeated && { repeated: request.repeated }),
        ...(request.form && { form: toStored(request.form) }),
        answered,
      };
      for (const value of findValues(sent.request)) sentValues.add(value);
      steps.push(step);
      return step;
    },
    learn({ response }) {
      const step = steps.at(-1)!.id;
      const names = new Set<string>();
      // What an error quotes, such as the words that are allowed, is not taken from there.
      const least = response.status < 400 ? LEAST : Infinity;
      for (const { at, text } of findLeaves(response.json)) {
        if (known.has(text) || sentValues.has(text) || !(ids.has(text) || text.length >= least)) continue;
        const wanted = (parsePointer(at).at(-1) ?? '').replace(/[^A-Za-z0-9_-]/g, '_') || 'value';
        let name = wanted;
        for (let count = 2; names.has(name); count++) name = `${wanted}${count}`;
        names.add(name);
        known.set(text, { step, name, at });
      }
    },
    steps: () =>
      steps.map((step) => {
        const taken = [...used].filter((entry) => entry.step === step.id);
        if (taken.length === 0) return step;
        const { answered, ...rest } = step;
        return { ...rest, capture: Object.fromEntries(taken.map(({ name, at }) => [name, at])), answered };
      }),
  };
}

function toStored({ bytes, ...form }: RequestForm): StoredForm {
  return { ...form, ...(bytes && { bytes: Buffer.from(bytes).toString('base64') }) };
}

function toFreeName(wanted: string, steps: readonly ReplayStep[]): string {
  const isTaken = (name: string): boolean => steps.some(({ id }) => id === name);
  if (!isTaken(wanted)) return wanted;
  let count = 2;
  while (isTaken(`${wanted}${count}`)) count += 1;
  return `${wanted}${count}`;
}
