/** What each side says of a request, in the same words. */
import type { Contract } from '../../../src/contract/types.ts';
import { createAttemptLog } from '../../../src/delivery/log.ts';
import type { PlainRequest } from '../../../src/mock/message.ts';
import { mountContract } from '../../../src/mock/mount.ts';
import { loadPrism, type PrismResult, type PrismViolation } from '../../../src/mock/prism.ts';

/** A verdict; `hangs` and `crashes` are Prism's alone. */
export type Verdict =
  | 'accepted'
  | 'unauthenticated'
  | 'invalid'
  | 'malformed'
  | 'mediaType'
  | 'notAcceptable'
  | 'noPath'
  | 'noMethod'
  | 'hangs'
  | 'crashes';

/** A verdict and what was said for it. */
export interface Judgement {
  readonly verdict: Verdict;
  readonly reasons: readonly string[];
}

/** Judges requests. */
export type Judge = (request: PlainRequest) => Promise<Judgement>;

const OURS: Readonly<Record<string, Verdict>> = {
  unauthenticated: 'unauthenticated',
  invalid: 'invalid',
  malformed: 'malformed',
  mediaType: 'mediaType',
};

/** Our verdicts: the kernel of the mock, quotas off. What it refuses for its state (a limit, an unknown id) is accepted. */
export function createOurJudge(contract: Contract): Judge {
  const mount = mountContract(contract, createAttemptLog(), { seed: 1, rateLimits: 'off' });
  return async (request) => {
    const { status, note } = await mount.handle(request);
    const reasons = note?.reason === undefined ? [] : [note.reason];
    if (note?.operation === undefined) {
      // OPTIONS tells what a path allows; for a judge of requests it is a method that the contract does not have.
      const verdict =
        status === 404 ? 'noPath' : status === 405 || request.method === 'OPTIONS' ? 'noMethod' : undefined;
      if (verdict) return { verdict, reasons };
    }
    if (status === 406) return { verdict: 'notAcceptable', reasons };
    return { verdict: OURS[note?.condition ?? ''] ?? 'accepted', reasons };
  };
}

/** Prism's verdicts: its library with every check on, fed as the `prism mock` command feeds it. */
export async function createPrismJudge(source: string | object): Promise<Judge> {
  const prism = await loadPrism();
  const operations = await prism.readOperations(source);
  // Its callbacks would be sent.
  const silent = operations.map((operation) => ({ ...operation, callbacks: [] }));
  return async (request) => {
    const reading = readBody(request);
    if (reading === 'hangs') return { verdict: 'hangs', reasons: ['the body is no JSON'] };
    try {
      const url = new URL(request.path + (request.query && `?${request.query}`), 'http://example.com');
      const query: Record<string, string | string[]> = {};
      for (const name of url.searchParams.keys()) {
        const values = url.searchParams.getAll(name);
        query[name] = values.length === 1 ? values[0]! : values;
      }
      const { method, headers } = request;
      const input = {
        method: method.toLowerCase(),
        url: { path: url.pathname, query },
        headers: { ...headers },
        body: reading.value,
      };
      return toJudgement(await prism.answer(silent, input, { judge: true, mock: {} }));
    } catch (error) {
      return { verdict: 'crashes', reasons: [(error as Error).message] };
    }
  };
}

function readBody({ headers, body }: PlainRequest): { value: unknown } | 'hangs' {
  if (headers['content-length'] === undefined || headers['content-length'] === '0') return { value: null };
  const text = new TextDecoder().decode(body);
  if (!/^application\/(?:[^;\s]*\+)?json\s*(?:;|$)/i.test(headers['content-type'] ?? '')) return { value: text };
  try {
    return { value: JSON.parse(text) };
  } catch {
    return 'hangs';
  }
}

function toJudgement(result: PrismResult): Judgement {
  if ('problem' in result) {
    const { type, title } = result.problem;
    const known = PROBLEMS[type.split('#')[1] ?? ''];
    const { validation = [] } = result.problem as {
      validation?: readonly { location?: readonly string[]; message: string }[];
    };
    const reasons = validation.map(({ location = [], message }) => `${location.join('.')} ${message}`);
    return { verdict: known ?? 'crashes', reasons: reasons.length > 0 ? reasons : [title] };
  }
  const errors = result.violations.input.filter(({ severity }) => severity === 0);
  return {
    verdict: toVerdict(errors),
    reasons: errors.map(({ path = [], message }) => `${path.join('.')} ${message}`),
  };
}

const PROBLEMS: Readonly<Record<string, Verdict>> = {
  NO_PATH_MATCHED_ERROR: 'noPath',
  NO_METHOD_MATCHED_ERROR: 'noMethod',
  UNAUTHORIZED: 'unauthenticated',
  UNPROCESSABLE_ENTITY: 'invalid',
  INVALID_CONTENT_TYPE: 'mediaType',
  NOT_ACCEPTABLE: 'notAcceptable',
};

function toVerdict(errors: readonly PrismViolation[]): Verdict {
  if (errors.length === 0) return 'accepted';
  if (errors.some(({ code }) => code === 401)) return 'unauthenticated';
  return errors.some(({ code }) => code === 415) ? 'mediaType' : 'invalid';
}
