/** The four constructions the contracts use, written out here so that these tests depend on nothing else. */
import type { SignatureScheme } from '../../../src/signing/scheme.ts';

const whole = { decode: 'utf8', prefix: '', strip: false } as const;

/** Raw hex over the body; the whole secret string is the key. */
export const plainHex: SignatureScheme = {
  header: 'X-Plain-Signature',
  algorithm: 'hmac-sha256',
  encoding: 'hex',
  secret: whole,
  format: { style: 'plain' },
  content: ['$body'],
};

/** `t=…,v1=…` over timestamp, newline, body. */
export const pairs: SignatureScheme = {
  header: 'X-Pairs-Signature',
  algorithm: 'hmac-sha256',
  encoding: 'hex',
  secret: whole,
  format: { style: 'pairs', separator: ',', assign: '=', timestamp: 't', signature: 'v1' },
  timestamp: { in: 'pairs', unit: 'seconds' },
  content: ['$timestamp', '\n', '$body'],
};

/** `sha256=…` over the body; an unsigned time in a header of its own. */
export const prefixed: SignatureScheme = {
  header: 'X-Prefixed-Signature',
  algorithm: 'hmac-sha256',
  encoding: 'hex',
  secret: whole,
  format: { style: 'prefix', prefix: 'sha256=' },
  timestamp: { in: 'header', header: 'X-Prefixed-Timestamp', unit: 'iso8601' },
  content: ['$body'],
};

/** Base64 over id, time and body; the key is the base64 text after `whsec_`. */
export const identified: SignatureScheme = {
  header: 'webhook-signature',
  algorithm: 'hmac-sha256',
  encoding: 'base64',
  secret: { decode: 'base64', prefix: 'whsec_', strip: true },
  format: { style: 'pairs', separator: ' ', assign: ',', signature: 'v1' },
  timestamp: { in: 'header', header: 'webhook-timestamp', unit: 'seconds', toleranceSeconds: 300 },
  content: ['$id', '.', '$timestamp', '.', '$body'],
};
