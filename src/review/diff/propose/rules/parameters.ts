/** Parameters of requests, and query parameters and headers of events. */
import { asObject, asText } from '../../../../contract/value.ts';
import { directionOf, type BothCalls, type WireParameter } from '../../wire/api.ts';
import { describeForm, isScalar } from '../../wire/parameter-form.ts';
import type { Report } from '../proposal.ts';
import { definePair, defineRule, type Rule } from '../rule.ts';

const request = { direction: 'request', area: 'parameter' } as const;
const event = { direction: 'event', area: 'parameter' } as const;
const OPTIONAL = 'Make it optional, with a default that does what was done before.';
const KEEP_SENDING = 'Go on sending it with every delivery.';

export const parameterRules: readonly Rule[] = [
  ...definePair(
    { ...request, kind: 'existence' },
    {
      id: 'request-parameter-removed',
      title: 'A parameter is no longer read.',
      action: 'removed',
      level: 'warning',
      instead: 'Keep it, mark it deprecated, and say what takes its place.',
    },
    { id: 'request-parameter-added', title: 'An optional parameter is new.', action: 'added', level: 'info' },
  ),
  defineRule({
    ...request,
    kind: 'requiredness',
    id: 'request-parameter-required-added',
    title: 'A required parameter is new.',
    action: 'added',
    level: 'breaking',
    instead: OPTIONAL,
    mirror: { waiver: 'Its opposite is request-parameter-removed, whatever the parameter was.' },
  }),
  ...definePair(
    { ...request, kind: 'requiredness' },
    {
      id: 'request-parameter-became-required',
      title: 'An optional parameter is required now.',
      action: 'stricter',
      level: 'breaking',
      instead: OPTIONAL,
    },
    {
      id: 'request-parameter-became-optional',
      title: 'A required parameter is optional now.',
      action: 'looser',
      level: 'info',
    },
  ),
  defineRule({
    ...request,
    kind: 'name',
    id: 'request-parameter-moved',
    title: 'A parameter is read at another place: query, header or cookie.',
    action: 'changed',
    level: 'breaking',
    instead: 'Read it at both places.',
  }),
  defineRule({
    ...request,
    kind: 'form',
    id: 'request-parameter-form-changed',
    title: 'A parameter is written in another form: style, explode or media type.',
    action: 'changed',
    level: 'breaking',
    instead: 'Accept both forms, or add a parameter of another name.',
  }),
  ...definePair(
    { ...request, kind: 'values' },
    {
      id: 'request-parameter-empty-refused',
      title: 'A parameter may not come without a value any more.',
      action: 'stricter',
      level: 'breaking',
      instead: 'Go on reading the name alone.',
    },
    {
      id: 'request-parameter-empty-allowed',
      title: 'A parameter may come without a value.',
      action: 'looser',
      level: 'info',
    },
  ),
  ...definePair(
    { ...request, kind: 'bound' },
    {
      id: 'request-parameter-reserved-refused',
      title: 'Reserved characters in a parameter have to be percent-encoded now.',
      action: 'stricter',
      level: 'breaking',
      instead: 'Go on reading reserved characters as they are.',
    },
    {
      id: 'request-parameter-reserved-allowed',
      title: 'Reserved characters in a parameter may stay as they are.',
      action: 'looser',
      level: 'info',
    },
  ),
  ...definePair(
    { ...event, kind: 'existence' },
    {
      id: 'event-parameter-removed',
      title: 'A header or parameter of an event is no longer sent.',
      action: 'removed',
      level: 'breaking',
      instead: KEEP_SENDING,
    },
    { id: 'event-parameter-added', title: 'A header or parameter of an event is new.', action: 'added', level: 'info' },
  ),
  ...definePair(
    { ...event, kind: 'requiredness' },
    {
      id: 'event-parameter-became-optional',
      title: 'A header or parameter may be missing from an event.',
      action: 'looser',
      level: 'breaking',
      instead: KEEP_SENDING,
    },
    {
      id: 'event-parameter-became-required',
      title: 'A header or parameter comes with every event now.',
      action: 'stricter',
      level: 'info',
    },
  ),
  defineRule({
    ...event,
    kind: 'form',
    id: 'event-parameter-form-changed',
    title: 'A header or parameter of an event is written in another form.',
    action: 'changed',
    level: 'breaking',
    instead: 'Send it as before, and the new form under another name.',
  }),
];

/** Reports the parameters of a call that came, went, moved or are written differently. */
export function checkParameters({ base, head }: BothCalls, report: Report): void {
  const direction = directionOf(base);
  const after = new Map(head.parameters.map((parameter) => [parameter.key, parameter]));
  const gone: WireParameter[] = [];
  for (const was of base.parameters) {
    const is = after.get(was.key);
    after.delete(was.key);
    if (is === undefined) gone.push(was);
    else compareParameters(base, head, was, is, report);
  }
  for (const was of gone) {
    const is = [...after.values()].find(
      (other) => other.in !== was.in && other.name.toLowerCase() === was.name.toLowerCase(),
    );
    if (is !== undefined && direction === 'request') {
      after.delete(is.key);
      const message = `${nameOf(was)} is read from the ${is.in} now.`;
      report('request-parameter-moved', { ...placeOf(base, was, is), message, values: [was.in, is.in] });
    } else reportRemoved(base, was, report);
  }
  for (const is of after.values()) reportAdded(base, is, report);
}

function reportRemoved(call: BothCalls['base'], was: WireParameter, report: Report): void {
  // A path has other parameters only where it is another path, or where they were never declared.
  if (was.in === 'path') return;
  const direction = directionOf(call);
  const isOptional = direction === 'event' && !was.required && !isSignature(call, was);
  report(`${direction}-parameter-removed`, {
    ...placeOf(call, was, undefined),
    message: direction === 'request' ? `${nameOf(was)} is no longer read.` : `${nameOf(was)} is no longer sent.`,
    ...(isOptional ? { level: 'warning' as const } : {}),
  });
}

function reportAdded(call: BothCalls['base'], is: WireParameter, report: Report): void {
  if (is.in === 'path') return;
  const direction = directionOf(call);
  const rule =
    direction === 'request' && is.required ? 'request-parameter-required-added' : `${direction}-parameter-added`;
  const message = `${nameOf(is)} is new${is.required ? ' and required' : ''}.`;
  report(rule, { ...placeOf(call, undefined, is), message });
}

function compareParameters(
  call: BothCalls['base'],
  head: BothCalls['head'],
  was: WireParameter,
  is: WireParameter,
  report: Report,
): void {
  const direction = directionOf(call);
  const place = placeOf(call, was, is);
  if (was.required !== is.required) {
    const word = is.required ? 'required' : 'optional';
    report(`${direction}-parameter-became-${word}`, { ...place, message: `${nameOf(was)} is ${word} now.` });
  }
  if (direction === 'request') compareAllowances(was, is, place, report);
  const shape = (direction === 'request' ? isScalar(call, was) : isScalar(head, is)) ? 'scalar' : 'nested';
  const [before, after] = [describeForm(was, shape), describeForm(is, shape)];
  if (before !== after) {
    const message = `${nameOf(was)} is written ${after}, no longer ${before}.`;
    report(`${direction}-parameter-form-changed`, { ...place, message, values: [before, after] });
  }
}

function placeOf(call: BothCalls['base'], was: WireParameter | undefined, is: WireParameter | undefined) {
  const { in: place, name } = (was ?? is)!;
  return { operations: [call.label], place: `${call.label} ${place} ${name}`, base: was?.pointer, head: is?.pointer };
}

function nameOf({ in: place, name }: WireParameter): string {
  const noun = place === 'header' ? 'header' : `${place} parameter`;
  return `The ${noun} ${name}`;
}

function compareAllowances(
  was: WireParameter,
  is: WireParameter,
  place: ReturnType<typeof placeOf>,
  report: Report,
): void {
  const allowances = [
    ['allowEmptyValue', 'empty', 'come without a value'],
    ['allowReserved', 'reserved', 'hold reserved characters as they are'],
  ] as const;
  for (const [member, word, deed] of allowances) {
    const [before, after] = [was.node[member] === true, is.node[member] === true];
    if (before === after) continue;
    const message = `${nameOf(was)} may ${after ? '' : 'not '}${deed}${after ? ' now' : ' any more'}.`;
    report(`request-parameter-${word}-${after ? 'allowed' : 'refused'}`, { ...place, message });
  }
}

// Whoever verifies deliveries cannot do without it, whether the contract marks it as required or not.
function isSignature({ document }: BothCalls['base'], { name }: WireParameter): boolean {
  const { header } = asObject(document['x-webhook-signature']);
  return /signature|hmac/i.test(name) || name.toLowerCase() === asText(header).toLowerCase();
}
