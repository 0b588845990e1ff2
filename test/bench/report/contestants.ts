/** Who took part and how: command line, log and headers. */
import type { Answer } from '../answer.ts';
import type { Contestant } from '../contestants/contestant.ts';
import { KINDS, type Kind } from '../requests.ts';

/** A contestant, the version that ran and one of its answers of each kind. */
export interface Participant {
  readonly contestant: Contestant;
  readonly version: string;
  readonly answers: Readonly<Record<Kind, Answer>>;
}

/** One block for each contestant. */
export function formatContestants(participants: readonly Participant[]): string {
  return participants.map(formatParticipant).join('\n\n');
}

function formatParticipant({ contestant, version, answers }: Participant): string {
  const lines = [
    `- Command: \`${contestant.command}\``,
    `- Log: ${contestant.logging}`,
    ...KINDS.map((kind) => {
      const { status, head, body } = answers[kind];
      return `- ${kind}: ${status}, ${Buffer.byteLength(body)} bytes; ${toHeaders(head)}`;
    }),
  ];
  return `**${contestant.name}** ${version}\n\n${lines.join('\n')}`;
}

function toHeaders(head: string): string {
  return head
    .split('\r\n')
    .map((line) => `\`${line.replace(/^(date): .*/i, '$1: …')}\``)
    .join(', ');
}
