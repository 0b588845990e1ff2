/** Schemes that are in use, as data: `presets.json` says for each where it is documented. */
import data from './presets.json' with { type: 'json' };
import type { SignatureScheme } from './scheme.ts';
import { toScheme, type SchemeInput } from './to-scheme.ts';

/** Names of the presets, in alphabetical order. */
export const presetNames = [
  'asana',
  'bitbucket',
  'box',
  'calendly',
  'close',
  'cloudflare-stream',
  'convoy',
  'convoy-advanced',
  'customer-io',
  'discord',
  'docusign',
  'dropbox',
  'github',
  'github-sha1',
  'heroku',
  'hubspot',
  'intercom',
  'lemon-squeezy',
  'linear',
  'meta',
  'mux',
  'paddle',
  'pagerduty',
  'paystack',
  'razorpay',
  'shopify',
  'slack',
  'square',
  'standard-webhooks',
  'standard-webhooks-ed25519',
  'stripe',
  'svix',
  'telnyx',
  'trello',
  'twilio',
  'twitch',
  'typeform',
  'vercel',
  'woocommerce',
  'workos',
  'xero',
  'zendesk',
  'zoom',
] as const;

/** Name of a preset. */
export type PresetName = (typeof presetNames)[number];

/** A preset as it is written down. */
export interface Preset {
  /** Who signs so. */
  readonly title: string;
  /** Address of the page that documents it. */
  readonly source: string;
  /** As in `x-webhook-signature`. */
  readonly scheme: SchemeInput;
}

/** Every preset as it is written down, with its source. */
export const presetSources = data as unknown as Readonly<Record<PresetName, Preset>>;

/**
 * Every preset, complete.
 * @example await verify({ scheme: presets.stripe, secrets, body, headers })
 */
export const presets = Object.fromEntries(
  presetNames.map((name) => [name, toScheme(presetSources[name].scheme)]),
) as Readonly<Record<PresetName, SignatureScheme>>;
