/** Right servers that do what no contract forbids: a run must find nothing. */
import type { Handle, ReferenceResponse } from '../reference/support/http.ts';
import type { Provider } from '../faults/dialect.ts';

/** One unusual, right server. */
export interface Variant {
  /** Kebab-case, unique. */
  readonly id: string;
  /** What it does, as a sentence that begins with a verb. */
  readonly name: string;
  /** Default: all four. */
  readonly providers?: readonly Provider[];
  /** Right only where no extension says otherwise. */
  readonly isBare?: boolean;
  /** The server enforces its quotas. */
  readonly quotas?: boolean;
  readonly wrap: (handle: Handle, provider: Provider) => Handle;
}

/** Changes every answer. */
export function everyAnswer(change: (response: ReferenceResponse) => ReferenceResponse): (handle: Handle) => Handle {
  return (handle) => async (request) => change(await handle(request));
}

/** Changes the text of every JSON body. */
export function everyText(change: (text: string) => string): (handle: Handle) => Handle {
  return everyAnswer((response) =>
    response.json === undefined
      ? response
      : { ...response, json: JSON.parse(change(JSON.stringify(response.json))) as unknown },
  );
}

/** Adds headers to every answer; what the server sends itself stays. */
export function everyHead(headers: Readonly<Record<string, string>>): (handle: Handle) => Handle {
  return everyAnswer((response) => ({ ...response, headers: { ...headers, ...response.headers } }));
}
