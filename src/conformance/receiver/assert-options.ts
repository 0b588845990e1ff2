/** Options that can never work are told before anything is sent. */
import { requireEventPayload } from '../../contract/event-payload.ts';
import { didYouMean } from '../../contract/nearest.ts';
import { HookspecError } from '../../errors.ts';
import { SigningError } from '../../signing/error.ts';
import type { ReceiverCheckOptions } from './options.ts';
import type { ReceiverSession } from './session.ts';

/** @throws HookspecError Usage */
export function assertReceiverOptions(options: ReceiverCheckOptions): void {
  const { contract, url, secret, events = [], payload, plan = false } = options;
  const parsed = URL.canParse(url) ? new URL(url) : undefined;
  if (parsed?.protocol !== 'http:' && parsed?.protocol !== 'https:')
    throw usage(`${url} is no URL of a receiver; write it as http://127.0.0.1:3000/webhooks`);
  const names = contract.events.map(({ name }) => name);
  if (names.length === 0)
    throw usage(
      `${contract.name} documents no events`,
      'The document has no `webhooks`; add them, e.g. with --overlay.',
    );
  for (const event of events)
    if (!names.includes(event))
      throw usage(
        `${contract.name} has no event "${event}".${didYouMean(event, names)}`,
        `Its events are ${names.join(', ')}.`,
      );
  if (payload !== undefined && events.length !== 1)
    throw usage('A payload goes with one event', 'Name the event with --event.');
  for (const event of contract.events)
    if (payload === undefined && (events.length === 0 || events.includes(event.name)))
      requireEventPayload(contract, event);
  if (contract.behaviour.signature && !plan && (secret === undefined || secret === ''))
    throw usage(
      `${contract.name} signs its deliveries, and no secret was given`,
      'Pass --secret SECRET or set HOOKSPEC_SECRET: the one that the receiver verifies with.',
    );
}

/** @throws HookspecError Usage for a secret that cannot sign */
export function assertSecrets(session: ReceiverSession): void {
  const { secret, previousSecret, retiredSecret } = session.options;
  const given = { '--secret': secret, '--previous-secret': previousSecret, '--retired-secret': retiredSecret };
  for (const [flag, text] of Object.entries(given)) {
    if (text === undefined) continue;
    try {
      session.sign(session.build(), { secrets: [text] });
    } catch (error) {
      if (!(error instanceof SigningError)) throw error;
      throw usage(`${flag} cannot sign: ${error.message}`);
    }
  }
}

function usage(message: string, hint?: string): HookspecError {
  return new HookspecError('Usage', message, hint === undefined ? {} : { hint });
}
