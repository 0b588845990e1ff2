/** A version from the net. */
import { HookspecError } from '../../../errors.ts';
import { compileCopy } from './compile-copy.ts';
import { copySnapshot } from './copy-snapshot.ts';
import type { LoadedSide, SideOptions } from './side.ts';
import { openWeb, type WebLimits } from './web-snapshot.ts';

/**
 * Fetches a document and what it refers to on the same server.
 * @throws HookspecError `RefRefused` without leave, `UnreadableFile`
 */
export async function loadAddress(address: string, options: SideOptions, limits: WebLimits = {}): Promise<LoadedSide> {
  if (!options.allowUrl) {
    throw new HookspecError('RefRefused', `${address} is on the net and is not fetched without leave`, {
      hint: 'Pass --allow-url if you trust it.',
    });
  }
  const url = new URL(address);
  url.hash = '';
  const copy = await copySnapshot(openWeb(url.href, limits), [url.href]);
  try {
    const name =
      url.pathname
        .split('/')
        .findLast(Boolean)
        ?.replace(/\.(ya?ml|json)$/i, '') ?? url.hostname;
    const contract = await compileCopy(copy, { name, root: url.href, overlays: [], lead: `${url.origin}/` }, options);
    return { label: address, contract };
  } finally {
    await copy.dispose();
  }
}
