/** What schemas say beside what they accept: defaults, marks, lists that may grow. */
import type { Json, JsonObject } from '../../../contract/types.ts';
import { asArray } from '../../../contract/value.ts';
import type { Direction } from '../change.ts';
import type { SchemaSite } from '../sites.ts';
import { isSame, minus, show } from './behaviour/compare.ts';
import { annotationRules } from './annotation-rules.ts';
import { createReport, type Proposal, type Report } from './proposal.ts';
import { createSchemaWalker, type SchemaPair } from './walk-schemas.ts';

const RULES = new Map(annotationRules.map((rule) => [rule.id, rule]));

/** Compares the annotations of the two schemas at every site. */
export function proposeAnnotations(
  sites: readonly SchemaSite[],
  documents: { readonly base: JsonObject; readonly head: JsonObject },
): Proposal[] {
  const { report, proposals } = createReport(RULES);
  const list = createSchemaWalker(documents, (base, head) => MARKS.some((mark) => !isSame(base[mark], head[mark])));
  for (const site of sites) {
    if (site.base === undefined || site.head === undefined) continue;
    for (const pair of list(site.base, site.head)) compareMarks(site, pair, report);
  }
  return proposals;
}

const MARKS = [
  'default',
  'deprecated',
  'readOnly',
  'writeOnly',
  'x-extensible-enum',
  'contentEncoding',
  'contentMediaType',
] as const;

function compareMarks(site: SchemaSite, pair: SchemaPair, report: Report): void {
  const { direction, place } = site;
  const name = pair.at === '' ? 'the value' : pair.at;
  const tell = (rule: string, mark: string, message: string, values: readonly Json[] = [], isMild = false): void =>
    report(rule, {
      operations: [site.site.operation],
      place: pair.at === '' ? place : `${place} ${pair.at}`,
      base: pair.base[mark] === undefined ? pair.basePointer : `${pair.basePointer}/${mark}`,
      head: pair.head[mark] === undefined ? pair.headPointer : `${pair.headPointer}/${mark}`,
      message,
      values,
      ...(isMild ? { level: 'warning' as const } : {}),
    });
  compareDefaults(site, pair, name, tell);
  comparePermissions(direction, pair, name, tell);
  compareContent(direction, pair, name, tell);
  const isDeprecated = pair.head['deprecated'] === true;
  if ((pair.base['deprecated'] === true) !== isDeprecated) {
    const words = isDeprecated ? 'is deprecated now' : 'is not deprecated any more';
    tell(`${direction}-property-${isDeprecated ? 'deprecated' : 'reinstated'}`, 'deprecated', `${name} ${words}.`);
  }
  const [before, after] = [pair.base, pair.head].map((schema) => asArray(schema['x-extensible-enum'])) as [
    readonly Json[],
    readonly Json[],
  ];
  if (before.length === 0 || after.length === 0) return;
  for (const value of minus(before, after)) {
    tell(`${direction}-extensible-value-removed`, 'x-extensible-enum', `${name} may not be ${show(value)} any more.`, [
      value,
    ]);
  }
  for (const value of minus(after, before)) {
    tell(`${direction}-extensible-value-added`, 'x-extensible-enum', `${name} may be ${show(value)} now.`, [value]);
  }
}

type Tell = (rule: string, mark: string, message: string, values?: readonly Json[], isMild?: boolean) => void;

function compareDefaults(
  { site, direction, required = false }: SchemaSite,
  pair: SchemaPair,
  name: string,
  tell: Tell,
): void {
  const [was, is] = [pair.base['default'], pair.head['default']];
  // What always comes has no default.
  if (isSame(was, is) || pair.required || (required && pair.at === '')) return;
  const isParameter = direction === 'request' && site.part === 'parameter';
  const message = `An absent ${name === 'the value' ? 'value' : name} means ${meaning(is)} now; it meant ${meaning(was)}.`;
  const isVague = was === undefined || is === undefined;
  tell(
    isParameter ? 'request-parameter-default-changed' : `${direction}-default-changed`,
    'default',
    message,
    [was ?? null, is ?? null],
    isParameter && isVague,
  );
}

function meaning(value: Json | undefined): string {
  return value === undefined ? 'what the reader makes of it' : JSON.stringify(value);
}

function comparePermissions(direction: Direction, { base, head }: SchemaPair, name: string, tell: Tell): void {
  const isSentByClient = direction === 'request' || direction === 'acknowledgement';
  const [mark, lost, won] = isSentByClient
    ? (['readOnly', 'became-read-only', 'became-writable'] as const)
    : (['writeOnly', 'became-write-only', 'became-readable'] as const);
  const is = head[mark] === true;
  if ((base[mark] === true) === is) return;
  const words = {
    'became-read-only': 'is no longer read',
    'became-writable': 'is read now',
    'became-write-only': 'is no longer sent',
    'became-readable': 'is sent now',
  };
  const rule = is ? lost : won;
  // A component is reached in many ways: what has changed is the mark, not its place.
  tell(`${direction}-property-${rule}`, mark, `${name} ${words[rule]}.`, [mark, is]);
}

// No validator looks into the text, and yet who decodes it in the old way reads something else.
function compareContent(direction: Direction, { base, head }: SchemaPair, name: string, tell: Tell): void {
  for (const mark of ['contentEncoding', 'contentMediaType'] as const) {
    const [was, is] = [base[mark] ?? 'plain', head[mark] ?? 'plain'];
    if (isSame(was, is)) continue;
    tell(`${direction}-content-changed`, mark, `The text of ${name} is ${show(is)} now; it was ${show(was)}.`, [
      was,
      is,
    ]);
  }
}
