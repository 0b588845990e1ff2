/** Reads `x-view`: an answer computed from the delivery log or the event catalog. */
import type { View } from '../behaviour.ts';
import { evidenceOf } from '../evidence.ts';
import { attemptMembers, eventMembers } from '../expression-members.ts';
import { didYouMean } from '../nearest.ts';
import type { RawOperation } from '../operations.ts';
import { toPointer } from '../pointer.ts';
import { mayHave } from '../schema-at.ts';
import { asObject, isObject } from '../value.ts';
import { type Answer, checkPart, readAnswer } from './answers.ts';
import { checkExpression, checkExpressions } from './expressions.ts';
import { checkDurationAt, findResponse, hasForm, maybe, type Reading, report, withoutEvidence } from './reading.ts';

/** The YAML form. */
interface RawView extends Partial<Omit<View, 'source' | 'row' | 'filters' | 'ranges' | 'aggregate'>> {
  readonly source: View['source'];
  readonly row: View['row'];
  readonly filters?: readonly (Partial<View['filters'][number]> &
    Pick<View['filters'][number], 'value' | 'property'>)[];
  readonly ranges?: readonly (Partial<View['ranges'][number]> & Pick<View['ranges'][number], 'low' | 'high'>)[];
  readonly aggregate?: Partial<Aggregate> & Omit<Aggregate, 'outcome'>;
}

type Aggregate = NonNullable<View['aggregate']>;

/** The view that stands on an operation. */
export function readView(reading: Reading, operation: RawOperation): View | undefined {
  const value = operation.node['x-view'];
  const pointer = `${operation.pointer}/x-view`;
  if (value === undefined || !hasForm(reading, 'x-view', value, pointer)) return undefined;
  const raw = withoutEvidence(value) as unknown as RawView;
  checkView(reading, raw, pointer, operation);
  const answer = readAnswer(reading, raw, pointer, operation);
  checkRow(reading, raw, answer, pointer, operation);
  return {
    source: raw.source,
    ...maybe('parent', raw.parent),
    ...maybe('one', raw.one),
    notFound: raw.notFound ?? 'notFound',
    row: raw.row,
    filters: (raw.filters ?? []).map((filter) => ({ operator: 'eq' as const, ...filter })),
    ranges: (raw.ranges ?? []).map((range) => ({ outcome: 'invalid', ...range })),
    order: raw.order ?? 'newest',
    ...maybe('cap', raw.cap),
    ...maybe('page', raw.page),
    ...maybe('retention', raw.retention),
    ...maybe('aggregate', raw.aggregate && { outcome: 'invalid', ...raw.aggregate }),
    ...answer,
    ...evidenceOf(value),
  };
}

function checkView(reading: Reading, raw: RawView, pointer: string, operation: RawOperation): void {
  if (raw.parent) {
    checkResource(reading, raw.parent.resource, `${pointer}/parent/resource`);
    checkExpression(reading, raw.parent.id, `${pointer}/parent/id`, operation);
  }
  checkExpression(reading, raw.one, `${pointer}/one`, operation);
  checkExpression(reading, raw.row, `${pointer}/row`, operation);
  checkExpressions(reading, raw.page ?? {}, `${pointer}/page`, operation);
  checkExpressions(reading, raw.aggregate ?? {}, `${pointer}/aggregate`, operation);
  const members: readonly string[] = raw.source === 'events' ? eventMembers : attemptMembers;
  raw.filters?.forEach((filter, index) => {
    checkExpression(reading, filter.value, `${pointer}/filters/${index}/value`, operation);
    if (members.includes(filter.property)) return;
    const hint = didYouMean(filter.property, members);
    const message = `Rows have no "${filter.property}" to filter by; they have ${members.join(', ')}.${hint}`;
    report(reading, `${pointer}/filters/${index}/property`, message);
  });
  raw.ranges?.forEach((range, index) => checkExpressions(reading, range, `${pointer}/ranges/${index}`, operation));
  if (raw.retention) checkDurationAt(reading, raw.retention.period, `${pointer}/retention/period`);
}

/** Every member of a row must be in the schema of the rows. */
function checkRow(reading: Reading, raw: RawView, answer: Answer, pointer: string, operation: RawOperation): void {
  const schema = findResponse(operation.responses, answer.status)?.content[0]?.schemaPointer;
  if (schema === undefined || !isObject(raw.row)) return;
  const at = raw.one === undefined ? `${answer.at}/0` : answer.at;
  // Nothing to say of members when the rows themselves are not where `at` says.
  if (!mayHave(reading.document, schema, at)) return;
  for (const member of Object.keys(raw.row).filter((name) => !name.startsWith('$'))) {
    const where = `The ${answer.status} response of ${operation.id}`;
    checkPart(reading, schema, at + toPointer([member]), pointer + toPointer(['row', member]), where);
  }
}

/** Reports a resource that `x-resource` does not have. */
export function checkResource(reading: Reading, name: string, pointer: string): void {
  const names = Object.keys(asObject(reading.document['x-resource'])).filter((key) => key !== 'x-evidence');
  if (names.includes(name)) return;
  const hint = didYouMean(name, names);
  report(reading, pointer, `x-resource has no "${name}".${hint}`);
}
