/** Ways of delivering that are known by name: they stand in for what a contract says about attempts. */
import type { DeliveryPolicy } from '../contract/delivery-policy.ts';

/** What a preset decides; headers, ids and the body stay the contract's. */
export type Schedule = Pick<
  DeliveryPolicy,
  'success' | 'timeout' | 'retries' | 'jitter' | 'retryAfter' | 'gone' | 'disableAfter'
>;

/** Name of a preset. */
export type SchedulePreset = keyof typeof schedulePresets;

/** The presets. */
export const schedulePresets = {
  /** One attempt. */
  none: { success: ['2XX'], timeout: 'PT10S', retries: [], jitter: 0, retryAfter: false, gone: [] },
  /**
   * The schedule, the timeout of 15 to 30 s, and what 410, 429 and 503 mean are those that the Standard Webhooks
   * specification recommends; it asks for jitter and names no amount.
   */
  'standard-webhooks': {
    success: ['2XX'],
    timeout: 'PT15S',
    retries: ['PT5S', 'PT5M', 'PT30M', 'PT2H', 'PT5H', 'PT10H', 'PT14H', 'PT20H', 'PT24H'],
    jitter: 0.1,
    retryAfter: true,
    gone: [410],
  },
  /** As Svix documents it: eight attempts, and an endpoint is switched off after five days of failures. */
  svix: {
    success: ['2XX'],
    timeout: 'PT15S',
    retries: ['PT5S', 'PT5M', 'PT30M', 'PT2H', 'PT5H', 'PT10H', 'PT10H'],
    jitter: 0,
    retryAfter: false,
    gone: [],
    disableAfter: { period: 'P5D' },
  },
} as const satisfies Readonly<Record<string, Schedule>>;
