/** A receiver of deliveries that keeps the raw bytes. */
import { listen, type Listening, type ReferenceRequest } from './http.ts';

/** Starts a receiver; it answers every request with the status. */
export async function receive(status = 200): Promise<Listening & { readonly requests: readonly ReferenceRequest[] }> {
  const requests: ReferenceRequest[] = [];
  const server = await listen((request) => {
    requests.push(request);
    return { status, text: 'received' };
  });
  return { ...server, requests };
}
