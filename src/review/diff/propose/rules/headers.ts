/** Headers of answers. */
import { replyDirectionOf, type BothCalls } from '../../wire/api.ts';
import { describeForm, isScalar } from '../../wire/parameter-form.ts';
import { pairReplies, type ReplyPair } from '../../wire/pair-replies.ts';
import type { Direction } from '../../change.ts';
import type { Report } from '../proposal.ts';
import { definePair, defineRule, type Rule } from '../rule.ts';

const response = { direction: 'response', area: 'header' } as const;
const acknowledgement = { direction: 'acknowledgement', area: 'header' } as const;
const SEND = 'Go on sending the header.';
const OPTIONAL = 'Make the header optional: subscribers that are in use do not send it.';

export const headerRules: readonly Rule[] = [
  ...definePair(
    { ...response, kind: 'existence' },
    {
      id: 'response-header-removed',
      title: 'A header of an answer is gone.',
      action: 'removed',
      level: 'breaking',
      instead: SEND,
    },
    { id: 'response-header-added', title: 'A header of an answer is new.', action: 'added', level: 'info' },
  ),
  ...definePair(
    { ...response, kind: 'requiredness' },
    {
      id: 'response-header-became-optional',
      title: 'A header may be missing from an answer.',
      action: 'looser',
      level: 'breaking',
      instead: SEND,
    },
    {
      id: 'response-header-became-required',
      title: 'A header comes with every answer now.',
      action: 'stricter',
      level: 'info',
    },
  ),
  defineRule({
    ...response,
    kind: 'form',
    id: 'response-header-form-changed',
    title: 'A header of an answer is written in another form.',
    action: 'changed',
    level: 'breaking',
    instead: 'Send the new form in a header of another name.',
  }),
  ...definePair(
    { ...acknowledgement, kind: 'existence' },
    {
      id: 'acknowledgement-header-removed',
      title: "A header of a subscriber's answer is no longer read.",
      action: 'removed',
      level: 'info',
    },
    {
      id: 'acknowledgement-header-added',
      title: "An optional header of a subscriber's answer is new.",
      action: 'added',
      level: 'info',
    },
  ),
  defineRule({
    ...acknowledgement,
    kind: 'requiredness',
    id: 'acknowledgement-header-required-added',
    title: 'A subscriber must answer with a header that is new.',
    action: 'added',
    level: 'breaking',
    instead: OPTIONAL,
    mirror: { waiver: 'Its opposite is acknowledgement-header-removed, whatever the header was.' },
  }),
  ...definePair(
    { ...acknowledgement, kind: 'requiredness' },
    {
      id: 'acknowledgement-header-became-required',
      title: 'A subscriber must answer with a header that was optional.',
      action: 'stricter',
      level: 'breaking',
      instead: OPTIONAL,
    },
    {
      id: 'acknowledgement-header-became-optional',
      title: 'A subscriber need not answer with a header any more.',
      action: 'looser',
      level: 'info',
    },
  ),
];

/** Reports headers of answers that came, went, or are sent always or sometimes. */
export function checkHeaders({ base, head }: BothCalls, report: Report): void {
  const direction = replyDirectionOf(base);
  for (const pair of pairReplies(base, head)) {
    compareHeaders(direction, base.label, pair, report);
    if (direction === 'response') compareForms({ base, head }, pair, report);
  }
}

function compareHeaders(
  direction: Direction,
  operation: string,
  { status, base, head }: ReplyPair,
  report: Report,
): void {
  const after = new Map(head.headers.map((header) => [header.key, header]));
  const place = (name: string) => ({ operations: [operation], place: `${operation} ${status} header ${name}` });
  for (const was of base.headers) {
    const is = after.get(was.key);
    after.delete(was.key);
    const where = { ...place(was.name), base: was.pointer, head: is?.pointer ?? head.pointer };
    if (is === undefined) {
      const milder = direction === 'response' && !was.required ? { level: 'warning' as const } : {};
      report(`${direction}-header-removed`, {
        ...where,
        message: `The header ${was.name} of ${status} is gone.`,
        ...milder,
      });
    } else if (was.required !== is.required) {
      const word = is.required ? 'required' : 'optional';
      report(`${direction}-header-became-${word}`, {
        ...where,
        message: `The header ${was.name} of ${status} is ${word} now.`,
      });
    }
  }
  for (const is of after.values()) {
    const isNeeded = direction === 'acknowledgement' && is.required;
    const message = `The header ${is.name} of ${status} is new${is.required ? ' and required' : ''}.`;
    const rule = isNeeded ? 'acknowledgement-header-required-added' : `${direction}-header-added`;
    report(rule, { ...place(is.name), base: base.pointer, head: is.pointer, message });
  }
}

function compareForms(calls: BothCalls, { status, base, head }: ReplyPair, report: Report): void {
  for (const was of base.headers) {
    const is = head.headers.find(({ key }) => key === was.key);
    if (is === undefined) continue;
    const shape = isScalar(calls.head, is) ? 'scalar' : 'nested';
    const [before, after] = [was, is].map((header) => describeForm({ ...header, in: 'header' }, shape)) as [
      string,
      string,
    ];
    if (before === after) continue;
    report('response-header-form-changed', {
      operations: [calls.base.label],
      place: `${calls.base.label} ${status} header ${was.name}`,
      base: was.pointer,
      head: is.pointer,
      message: `The header ${was.name} of ${status} is written ${after}, no longer ${before}.`,
      values: [before, after],
    });
  }
}
