/** Why a request was refused, in a few words that are the same for the same fault. */

/**
 * @param text body of the answer; a problem (RFC 9457) says why in `detail`
 * @returns e.g. `422 body must have at least 1 item`
 */
export function readRefusal(response: Response, text: string): string {
  const detail = (readViolation(response) ?? readDetail(text)).replace(/\s+/g, ' ');
  // Names differ from operation to operation, faults do not.
  const general = detail.replace(/["'`][^"'`]*["'`]/g, '…').replace(/\/\S+/g, '…');
  return `${response.status} ${general.slice(0, 110)}`.trim();
}

/** The mock tells what is wrong in a header where the document has an answer of its own. */
function readViolation({ headers }: Response): string | undefined {
  const text = headers.get('sl-violations');
  if (text === null) return undefined;
  const [first] = JSON.parse(text) as { location?: string[]; message: string }[];
  return first && `${(first.location ?? []).join('.')} ${first.message}`;
}

function readDetail(text: string): string {
  try {
    const body = JSON.parse(text) as { detail?: unknown; title?: unknown; message?: unknown } | null;
    const detail = body?.detail ?? body?.title ?? body?.message;
    return typeof detail === 'string' ? detail : 'with a documented body';
  } catch {
    return text === '' ? 'without a body' : 'with a body that is no JSON';
  }
}
