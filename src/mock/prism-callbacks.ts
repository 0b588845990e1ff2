/** Drafts what the callbacks of an operation send: an example of the request, else a generated one. */
import type { CallbackDraft } from './prism-protocol.ts';
import type { Prism, PrismCallback } from './prism.ts';

/** The requests that callbacks send, but for the runtime expressions in their URLs. */
export function draftCallbacks(prism: Prism, callbacks: readonly PrismCallback[]): CallbackDraft[] {
  return callbacks.map((callback) => draft(prism, callback));
}

function draft(prism: Prism, callback: PrismCallback): CallbackDraft {
  const [content] = callback.request?.body?.contents ?? [];
  const value = content && prism.generate(content);
  const headers: Record<string, string> = {};
  for (const header of callback.request?.headers ?? []) {
    const sent = prism.generate(header);
    if (sent !== undefined) headers[header.name] = String(sent);
  }
  if (value !== undefined) headers['content-type'] = content!.mediaType;
  return {
    name: callback.key,
    method: callback.method.toUpperCase(),
    url: callback.path,
    headers,
    ...(value !== undefined && { body: JSON.stringify(value) }),
  };
}
