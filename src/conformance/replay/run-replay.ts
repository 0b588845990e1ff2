/** Sends the requests of a replay and says whether the fault is still there. */
import { getAt } from '../../contract/pointer.ts';
import type { Json } from '../../contract/types.ts';
import { HookspecError } from '../../errors.ts';
import type { Clock } from '../clock.ts';
import type { WireRequest, WireResponse } from '../exchange.ts';
import { describeFailure } from '../failure.ts';
import { createSocketTransport } from '../raw/socket-transport.ts';
import { expandRepeated } from '../repeated.ts';
import { toWireResponse } from '../response.ts';
import { toBaseUrls } from '../server-url.ts';
import type { ConnectionOptions, Transport } from '../transport.ts';
import { isRight } from './evaluate.ts';
import type { Proof } from './proof.ts';
import { fillJson, fillText, type Filling, findTokens, type TokenName } from './references.ts';
import type { ReplayFile, ReplayStep } from './replay-file.ts';

/** How a replay is run. */
export interface ReplayOptions {
  /** As for `check`. */
  readonly server: string;
  readonly tokens: Readonly<Partial<Record<TokenName, string>>>;
  /** Sent with every request. */
  readonly headers: Readonly<Record<string, string>>;
  readonly transport: Transport;
  /** How a request of unusual form reaches the server; it goes over a socket of its own, through no proxy. */
  readonly connection?: ConnectionOptions;
  readonly clock: Clock;
  readonly timeoutMs: number;
  readonly signal: AbortSignal;
  onExchange(step: ReplayStep, request: WireRequest, response: WireResponse): void;
}

interface OpenFilling extends Filling {
  readonly captured: Map<string, unknown>;
}

/** How often a step is sent again after 429, and how long at most is waited for that, in milliseconds. */
const PATIENCE = { attempts: 3, milliseconds: 60_000 };

/**
 * @returns whether the fault is still there
 * @throws HookspecError TokenMissing, ServerUnreachable, Usage; InvalidReplay when an earlier step is not answered as
 * it was, so that nothing can be said
 */
export async function runReplay(replay: ReplayFile, options: ReplayOptions): Promise<boolean> {
  const missing = findTokens(textsOf(replay)).find((name) => options.tokens[name] === undefined);
  if (missing !== undefined) {
    const flag = `--${missing.replace('_', '-')}`;
    throw new HookspecError('TokenMissing', `The replay needs a token, and ${flag} was not given`, {
      hint: `Pass ${flag} TOKEN or set HOOKSPEC_${missing.toUpperCase()}.`,
    });
  }
  const filling = { tokens: options.tokens, captured: new Map<string, unknown>() };
  const bases = toBaseUrls(options.server, replay);
  try {
    for (const step of replay.steps) {
      const response = await sendStep(step, bases, filling, options);
      if (step.id === replay.expect.step) {
        const proof = fillJson(replay.expect as unknown as Json, filling) as unknown as Proof;
        // A schema is that of one status: another refusal is not the one that broke it.
        if (proof.kind === 'schema' && response.status !== step.answered && step.answered >= 400) {
          assertFollowed(step, response);
          return false;
        }
        return !isRight(proof, { method: step.method, url: '', headers: {} }, response);
      }
      assertFollowed(step, response);
    }
    throw new HookspecError('InvalidReplay', 'The replay has no step that shows the fault');
  } finally {
    await cleanUp(replay, bases, filling, options);
  }
}

/** A step that is answered otherwise leads somewhere else. */
function assertFollowed(step: ReplayStep, { status }: WireResponse): void {
  if (Math.floor(status / 100) === Math.floor(step.answered / 100)) return;
  // What was refused by mistake may succeed now.
  if (step.answered >= 400 && status < 300) return;
  const message = `The step ${step.id} was answered ${status}, and ${step.answered} when the fault was found`;
  const hint = 'What comes after it cannot be judged; check the token, the server and what is on it.';
  throw new HookspecError('InvalidReplay', message, { hint });
}

/** Takes the other base URL for good when the first step is not found under this one. */
async function sendStep(
  step: ReplayStep,
  bases: string[],
  filling: OpenFilling,
  options: ReplayOptions,
): Promise<WireResponse> {
  const response = await send(step, bases[0]!, filling, options);
  if (response.status !== 404 || step.answered === 404 || bases.length === 1) {
    bases.length = 1;
    remember(step, response, filling);
    return response;
  }
  bases.shift();
  return sendStep(step, bases, filling, options);
}

/** Also of the step that shows the fault: what it created has to be removed. */
function remember(step: ReplayStep, { json }: WireResponse, filling: OpenFilling): void {
  for (const [name, pointer] of Object.entries(step.capture ?? {})) {
    const value = getAt(json, pointer);
    if (value !== undefined) filling.captured.set(`${step.id}.${name}`, value);
  }
}

async function cleanUp(
  { cleanup }: ReplayFile,
  bases: readonly string[],
  filling: OpenFilling,
  options: ReplayOptions,
): Promise<void> {
  for (const step of cleanup) {
    const texts = [step.path, JSON.stringify(step.body ?? ''), step.text ?? ''];
    const used = texts.flatMap((text) => [...text.matchAll(/\$\{(\w+\.[^{}]+)\}/g)].map(([, name]) => name!));
    const isMade = used.every((name) => filling.captured.has(name));
    // What was never created need not be removed.
    if (isMade) await send(step, bases[0]!, filling, { ...options, signal: AbortSignal.timeout(options.timeoutMs) });
  }
}

async function send(
  step: ReplayStep,
  baseUrl: string,
  filling: Filling,
  options: ReplayOptions,
): Promise<WireResponse> {
  const body = step.body === undefined ? step.text : JSON.stringify(fillJson(step.body, filling));
  const headers = Object.entries(step.headers).map(([name, value]) => [name, fillText(value, filling)] as const);
  const request: WireRequest = {
    method: step.method,
    url: baseUrl + fillText(step.path, filling, encodeURIComponent),
    headers: { ...options.headers, ...Object.fromEntries(headers) },
    ...(body !== undefined && { body }),
    ...(step.repeated && { repeated: step.repeated }),
  };
  const { bytes, ...form } = step.form ?? {};
  const { connection = {} } = options;
  if (step.form && connection.proxy)
    throw new HookspecError(
      'InvalidReplay',
      `The step ${step.id} needs a connection of its own, and a proxy is in use`,
    );
  const own = createSocketTransport({ ...form, ...(bytes && { bytes: Buffer.from(bytes, 'base64') }) }, connection);
  for (let attempt = 1; ; attempt++) {
    const response = await transmit(expandRepeated(request), step.form ? { ...options, transport: own } : options);
    const wait = Number(response.headers.get('retry-after') ?? 2 ** attempt) * 1000;
    const isQuota = response.status === 429 && step.answered !== 429 && attempt < PATIENCE.attempts;
    if (!isQuota || !(wait <= PATIENCE.milliseconds)) {
      options.onExchange(step, request, response);
      return response;
    }
    await options.clock.sleep(wait, options.signal);
  }
}

async function transmit(request: WireRequest, { transport, signal, timeoutMs }: ReplayOptions): Promise<WireResponse> {
  try {
    const limit = AbortSignal.any([signal, AbortSignal.timeout(timeoutMs)]);
    return toWireResponse(await transport.send({ ...request, signal: limit }));
  } catch (error) {
    const { origin } = new URL(request.url);
    const message = `${origin} does not answer: ${describeFailure(error, timeoutMs).text}`;
    throw new HookspecError('ServerUnreachable', message, { cause: error });
  }
}

function textsOf({ steps, cleanup }: ReplayFile): string[] {
  return [...steps, ...cleanup].flatMap(({ path, headers, body, text }) => [
    path,
    ...Object.values(headers),
    JSON.stringify(body ?? ''),
    text ?? '',
  ]);
}
