/** Media types of bodies and answers. */
import { directionOf, replyDirectionOf, type BothCalls, type WireContent } from '../../wire/api.ts';
import { includesType } from '../../wire/media-range.ts';
import { pairReplies } from '../../wire/pair-replies.ts';
import type { Direction } from '../../change.ts';
import type { Report } from '../proposal.ts';
import { definePair, type Rule } from '../rule.ts';

const area = { area: 'media-type', kind: 'existence' } as const;

export const mediaTypeRules: readonly Rule[] = [
  ...definePair(
    { ...area, direction: 'request' },
    {
      id: 'request-media-type-removed',
      title: 'A request may not be of that media type any more.',
      action: 'removed',
      level: 'breaking',
      instead: 'Go on reading the media type.',
    },
    {
      id: 'request-media-type-added',
      title: 'A request may be of another media type too.',
      action: 'added',
      level: 'info',
    },
  ),
  ...definePair(
    { ...area, direction: 'response' },
    {
      id: 'response-media-type-removed',
      title: 'An answer is not given in that media type any more.',
      action: 'removed',
      level: 'breaking',
      instead: 'Go on answering in the media type where a request accepts it.',
    },
    {
      id: 'response-media-type-added',
      title: 'An answer may be had in another media type too.',
      action: 'added',
      level: 'info',
    },
  ),
  ...definePair(
    { ...area, direction: 'event' },
    {
      id: 'event-media-type-added',
      title: 'An event may come in a media type that its subscribers do not know.',
      action: 'added',
      level: 'breaking',
      instead: 'Let subscribers ask for the new media type.',
    },
    {
      id: 'event-media-type-removed',
      title: 'An event does not come in that media type any more.',
      action: 'removed',
      level: 'info',
    },
  ),
  ...definePair(
    { ...area, direction: 'acknowledgement' },
    {
      id: 'acknowledgement-media-type-removed',
      title: 'A subscriber may not answer in that media type any more.',
      action: 'removed',
      level: 'breaking',
      instead: 'Go on reading the media type.',
    },
    {
      id: 'acknowledgement-media-type-added',
      title: 'A subscriber may answer in another media type too.',
      action: 'added',
      level: 'info',
    },
  ),
];

/** Reports media types that came or went, of the body and of the answers that both versions have. */
export function checkMediaTypes({ base, head }: BothCalls, report: Report): void {
  if (base.body && head.body) {
    const where = { operation: base.label, place: base.label, base: base.body.pointer, head: head.body.pointer };
    compareContent(directionOf(base), base.body.content, head.body.content, where, report);
  }
  for (const { status, base: was, head: is } of pairReplies(base, head)) {
    const where = { operation: base.label, place: `${base.label} ${status}`, base: was.pointer, head: is.pointer };
    compareContent(replyDirectionOf(base), was.content, is.content, where, report);
  }
}

function compareContent(
  direction: Direction,
  was: readonly WireContent[],
  is: readonly WireContent[],
  { operation, place, base, head }: { operation: string; place: string; base: string; head: string },
  report: Report,
): void {
  const known = (types: readonly WireContent[], { type }: WireContent) =>
    types.some((other) => includesType(other.type, type));
  for (const media of was.filter((one) => !known(is, one))) {
    const message = `${media.type} is gone${is.length === 0 ? ', and no other media type has come' : ''}.`;
    const input = { operations: [operation], place: `${place} ${media.type}`, base: media.pointer, head };
    report(`${direction}-media-type-removed`, { ...input, message: toSentence(direction, message) });
  }
  for (const media of is.filter((one) => !known(was, one))) {
    const input = { operations: [operation], place: `${place} ${media.type}`, base, head: media.pointer };
    // Where nothing was said of a body, nobody counted on its form.
    const level = was.length === 0 ? { level: 'info' as const } : {};
    report(`${direction}-media-type-added`, {
      ...input,
      ...level,
      message: toSentence(direction, `${media.type} is new.`),
    });
  }
}

function toSentence(direction: Direction, message: string): string {
  const subject = { request: 'request', response: 'answer', event: 'event', acknowledgement: "subscriber's answer" }[
    direction
  ];
  return `The media type of the ${subject}: ${message}`;
}
