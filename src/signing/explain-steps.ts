/** Says why a delivery does not verify: it looks for the one change under which it would. */
import { listBodies, listNewlines } from './body-candidates.ts';
import { CAUSES, type Candidate, type Cause } from './cause.ts';
import { toBodyBytes } from './content.ts';
import { SigningError } from './error.ts';
import type { Explanation, ExplainOptions } from './explanation.ts';
import { guessCause } from './guess.ts';
import { listSchemes } from './scheme-candidates.ts';
import { listReadings } from './secret-candidates.ts';
import { hideSecrets, showBytes } from './show.ts';
import { isCutOff } from './truncated.ts';
import { listUrls } from './url-candidates.ts';
import { readDelivery, toVerdict, type VerifyOptions } from './verify-steps.ts';
import type { Verdict } from './verdict.ts';
import type { Steps } from './work.ts';

/** @see Explanation */
export function* toExplanation(options: ExplainOptions): Steps<Explanation> {
  const verdict = yield* toVerdict(options);
  const secrets = [...listSecrets(options), ...(options.otherSecrets ?? [])];
  const content = readContent(options);
  const base = {
    verdict,
    tried: [],
    ...(content && { signedContent: content, shownContent: showBytes(content, secrets) }),
  };
  const conclude = (cause: Cause, isProved: boolean, message: string): Explanation => ({
    ...base,
    cause,
    isProved,
    message: hideSecrets(message, secrets),
    advice: CAUSES[cause],
  });
  if (verdict.valid) {
    const isSecond = yield* isSignedByLater(options);
    if (isSecond) return conclude('SecondSecret', true, 'It verifies under another than the first secret');
    return { ...base, isProved: true, message: 'It verifies' };
  }
  const { code, message } = verdict;
  if (code === 'StaleTimestamp' || code === 'FutureTimestamp') {
    const unit = readUnit(options);
    return conclude(unit ?? code, true, message);
  }
  if (code === 'MalformedBody' || code === 'EmptySecret' || code === 'Unsupported')
    return conclude(code, true, message);
  const tried = new Map<Cause, number>();
  for (const { cause, what, options: changed } of listCandidates(options)) {
    tried.set(cause, (tried.get(cause) ?? 0) + 1);
    const other: Verdict = yield* toVerdict({ ...changed, toleranceSeconds: Infinity });
    if (!other.valid) continue;
    const right = readContent(changed);
    return {
      ...conclude(cause, true, `It verifies ${what}`),
      tried: toTried(tried),
      ...(right && { rightContent: right, shownRightContent: showBytes(right, secrets) }),
    };
  }
  if (yield* isCutOff(options)) {
    return { ...conclude('Truncated', true, 'The signature is the beginning of the right one'), tried: toTried(tried) };
  }
  const guess =
    code === 'SignatureMismatch' ? guessCause(toBodyBytes(options.body), options.headers) : { cause: code, message };
  return { ...conclude(guess.cause, code !== 'SignatureMismatch', guess.message), tried: toTried(tried) };
}

function* listCandidates(options: ExplainOptions): Generator<Candidate<VerifyOptions>> {
  const { scheme } = options;
  const body = toBodyBytes(options.body);
  if (options.otherSecrets !== undefined && options.otherSecrets.length > 0)
    yield {
      cause: 'SecondSecret',
      what: 'under one of the other secrets',
      options: { ...options, secrets: options.otherSecrets },
    };
  // Before the schemes: a newline at the end is a likelier mistake than one that is signed as a separator.
  for (const candidate of listNewlines(body)) yield { ...candidate, options: { ...options, body: candidate.options } };
  for (const candidate of listSchemes(options))
    yield { ...candidate, options: { ...options, scheme: candidate.options } };
  for (const secret of listSecrets(options)) {
    for (const { options: reading, ...candidate } of listReadings(secret, scheme.secret))
      yield {
        ...candidate,
        options: { ...options, secrets: reading.secrets, scheme: { ...scheme, secret: reading.form } },
      };
  }
  for (const candidate of listUrls(options)) yield { ...candidate, options: { ...options, url: candidate.options } };
  for (const candidate of listBodies(body)) yield { ...candidate, options: { ...options, body: candidate.options } };
}

function listSecrets({ secrets }: VerifyOptions): readonly string[] {
  return typeof secrets === 'string' ? [secrets] : secrets;
}

function* isSignedByLater(options: VerifyOptions): Steps<boolean> {
  const [first, ...later] = listSecrets(options);
  if (later.length === 0) return false;
  const verdict = yield* toVerdict({ ...options, secrets: first! });
  return !verdict.valid;
}

function readContent(options: VerifyOptions): Uint8Array | undefined {
  try {
    const delivery = readDelivery(options);
    return 'valid' in delivery ? undefined : delivery.content;
  } catch (error) {
    if (error instanceof SigningError) return undefined;
    throw error;
  }
}

/** The first moments of 2001 and 2100; times of deliveries lie between them. */
const [EARLIEST, LATEST] = [Date.UTC(2001), Date.UTC(2100)];

function readUnit(options: VerifyOptions): Cause | undefined {
  const delivery = readDelivery(options);
  const time = 'valid' in delivery ? undefined : delivery.time;
  const { unit } = options.scheme.timestamp ?? {};
  if (time === undefined) return undefined;
  if (unit === 'milliseconds' && time < EARLIEST && time * 1000 >= EARLIEST) return 'SecondsForMilliseconds';
  return unit === 'seconds' && time > LATEST && time / 1000 <= LATEST ? 'MillisecondsForSeconds' : undefined;
}

function toTried(counts: ReadonlyMap<Cause, number>): Explanation['tried'] {
  return [...counts].map(([cause, count]) => ({ cause, count }));
}
