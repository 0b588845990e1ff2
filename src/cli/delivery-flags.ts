/** The flags of a check that say how deliveries are received and set off. */
import type { DeliveryOptions } from '../conformance/inbound/options.ts';
import { HookspecError } from '../errors.ts';
import { numberFlag, textFlag } from './arguments.ts';
import type { Flag, FlagValues } from './command.ts';

/** Flags of the phase `delivery`. */
export const deliveryFlags: Readonly<Record<string, Flag>> = {
  'receiver-url': {
    type: 'string',
    value: 'URL',
    group: 'Deliveries',
    summary: 'Register endpoints there; it leads to --receiver-port, e.g. through a tunnel',
  },
  'receiver-port': {
    type: 'string',
    value: 'PORT',
    group: 'Deliveries',
    summary: 'Receive deliveries there, on 127.0.0.1; default: a free port',
  },
  trigger: {
    type: 'string',
    value: 'CMD|URL',
    group: 'Deliveries',
    summary: 'What sets off an event: HOOKSPEC_EVENT names it to a command, a POST to a URL',
  },
  'clock-url': {
    type: 'string',
    value: 'URL',
    group: 'Deliveries',
    summary: 'Skips the time to retries: gets a POST of {"by": "PT30S"}',
  },
  'max-wait': {
    type: 'string',
    value: 'SECONDS',
    default: '60',
    group: 'Deliveries',
    summary: 'Longest time to wait for a delivery or a retry',
  },
};

/** @throws HookspecError Usage */
export function readDelivery(flags: FlagValues): DeliveryOptions {
  const seconds = numberFlag(flags, 'max-wait', { min: 1, max: 86_400 });
  const clockUrl = textFlag(flags, 'clock-url');
  if (clockUrl !== undefined && !/^https?:\/\//i.test(clockUrl)) {
    throw new HookspecError('Usage', `--clock-url ${clockUrl} is no http or https URL`, {
      hint: 'For hookspec mock it is http://127.0.0.1:4010/_hookspec/time/advance.',
    });
  }
  return {
    receiverUrl: textFlag(flags, 'receiver-url'),
    receiverPort: numberFlag(flags, 'receiver-port', { min: 1, max: 65_535 }),
    trigger: textFlag(flags, 'trigger'),
    clockUrl,
    maxWaitMs: seconds === undefined ? undefined : seconds * 1000,
  };
}
