/** Asks an address that the user gave for what the run itself cannot do. */
import { Skip } from '../case.ts';

/** Characters shown of a refusal. */
const MOST = 120;

/**
 * Sends JSON and waits for the answer. No redirect is followed.
 * @param flag names who gave the address
 * @throws Skip unless the answer is a 2xx
 */
export async function post(
  flag: string,
  url: string,
  body: unknown,
  { signal, timeoutMs }: { readonly signal: AbortSignal; readonly timeoutMs: number },
): Promise<void> {
  let response: Response;
  try {
    response = await fetch(url, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(body),
      redirect: 'manual',
      signal: AbortSignal.any([signal, AbortSignal.timeout(timeoutMs)]),
    });
  } catch (error) {
    if (signal.aborted) throw new Skip('interrupted');
    const { cause = error } = error as Error;
    throw new Skip(`${flag} ${new URL(url).origin} did not answer: ${(cause as Error).message}`);
  }
  const text = await response.text().catch(() => '');
  if (response.ok) return;
  throw new Skip(`${flag} answered ${response.status} to ${JSON.stringify(body)}: ${text.trim().slice(0, MOST)}`);
}
