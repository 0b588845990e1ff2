/** Reads JSON that may be none. */

/**
 * @param text bytes are UTF-8
 * @returns undefined where it is not JSON; no JSON text means undefined
 */
export function parseJson(text: string | Uint8Array): unknown {
  try {
    return JSON.parse(typeof text === 'string' ? text : Buffer.from(text).toString());
  } catch {
    return undefined;
  }
}
