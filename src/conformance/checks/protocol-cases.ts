/** What the checks of the protocol share: a representative use of the contract, sent in an unusual form. */
import { type Case, type CaseCheck, type CaseRun, type Draft, type PlanContext, Skip, type Step } from '../case.ts';
import { type Exchange, isSuccess, type WireRequest } from '../exchange.ts';
import { NoAnswer } from '../failure.ts';
import type { Input } from '../input.ts';
import { toRequestPlace } from '../input.ts';
import type { RequestForm } from '../raw/request-bytes.ts';
import { createSocketTransport, type SocketTransport } from '../raw/socket-transport.ts';
import { remove } from '../resources.ts';
import { prepareInput } from '../targets.ts';
import type { Variant } from '../variants.ts';

/** One way to send a request that a contract does not speak of. */
export interface ProtocolCheck {
  readonly name: string;
  /** Goes on after `handles createWebhook`, e.g. `with a body in chunks`. */
  readonly title: string;
  /** The uses that stand for all others. */
  pick(context: PlanContext): readonly (Variant | undefined)[];
  /** Works over a connection of its own alone. Default false. */
  readonly needsSocket?: boolean;
  run(run: CaseRun, variant: Variant): Promise<void>;
}

/** Plans one case for each representative. */
export function defineProtocolCheck(check: ProtocolCheck): CaseCheck {
  return {
    name: check.name,
    phase: 'protocol',
    plan: (context) =>
      [...new Set(check.pick(context))]
        .filter((variant) => variant !== undefined)
        .map((variant): Case => ({
          id: `protocol ${variant.name} ${check.name}`,
          phase: 'protocol',
          operation: variant.operation,
          title: `handles ${variant.name} ${check.title}`,
          run: async (run) => {
            if (check.needsSocket && run.connection.unavailable !== undefined)
              throw new Skip(run.connection.unavailable);
            skipBroken(run, variant);
            await check.run(run, variant);
          },
        })),
  };
}

/** A GET that needs nothing: the list of a resource, else any without required parameters. */
export function pickReader({ variants }: Pick<PlanContext, 'variants'>): Variant | undefined {
  const plain = variants.filter(
    ({ operation, id, delivery }) =>
      operation.method === 'get' &&
      !operation.path.includes('{') &&
      id === undefined &&
      delivery === undefined &&
      !operation.parameters.some((parameter) => parameter.required),
  );
  return plain.find(({ role }) => role === 'list') ?? plain[0];
}

/** A GET that names a resource of the run in its path or query. */
export function pickItemReader({ variants }: PlanContext): Variant | undefined {
  const fitting = variants.filter(
    ({ operation, id, resource }) =>
      operation.method === 'get' &&
      resource?.kind === 'collection' &&
      ['path', 'query'].includes(toRequestPlace(id)?.in ?? ''),
  );
  return fitting.find(({ role }) => role === 'read') ?? fitting[0];
}

/** An operation with a JSON body that reaches only what the run made; an update leaves least behind. */
export function pickWriter(context: PlanContext, prefer: 'create' | 'update' = 'update'): Variant | undefined {
  const writers = pickWriters(context);
  return writers.find(({ role }) => role === prefer) ?? writers[0];
}

/** All operations with a JSON body that reach only what the run made. */
export function pickWriters({ variants, values, options }: PlanContext): Variant[] {
  return variants.filter(
    ({ operation, role, reach }) =>
      values.media(operation) !== undefined &&
      (role === 'create' || role === 'update') &&
      (reach === undefined || options.destructive),
  );
}

/** Faults of an operation that make a refusal of an unusual request say nothing. */
const BROKEN = ['ValidRequestRefused', 'ValidCredentialsRefused', 'ResourceNotReadable', 'NoAnswer'] as const;

function skipBroken(run: CaseRun, { operation }: Variant): void {
  const cause = BROKEN.find((code) => run.found(code, operation));
  if (cause) throw new Skip(`follows from ${cause}`);
}

/**
 * Sends a valid request in an unusual form, and removes what it created. That the server fails on it is reported only
 * where it answers the usual form.
 * @param usual what stands for the usual form, where `variant` cannot
 * @returns undefined where the connection was closed without an answer, which only `mayClose` allows
 */
export async function sendUnusual(
  run: CaseRun,
  variant: Variant,
  step: Partial<Step> & { readonly input?: Input } = {},
  usual: Variant = variant,
): Promise<Exchange | undefined> {
  const input = step.input ?? (await prepareInput(run, variant));
  const { rewrite = (request) => request, via } = step;
  const form = via && 'form' in via ? (via as SocketTransport).form : undefined;
  const drafts: Draft[] = [];
  const exchange = await attempt(run, {
    variant,
    expect: { kind: 'anything' },
    ...step,
    input,
    collect: (draft) => void drafts.push(draft),
    // What is shown of the request tells how it was written.
    rewrite: (request) => ({ ...rewrite(request), ...(form && { form }) }),
  });
  const created = exchange && run.world.createdBy(exchange);
  if (created) await remove(run, created);
  if (drafts.some(({ code }) => code === 'ServerError')) await requirePlain(run, usual);
  for (const draft of drafts) run.report(draft);
  return exchange;
}

/** As `sendUnusual`, to the byte where that is possible; the server may close the connection on it. */
export function sendExtreme(
  run: CaseRun,
  variant: Variant,
  step: Partial<Step> & { readonly input?: Input },
): Promise<Exchange | undefined> {
  return sendUnusual(run, variant, { mayClose: true, ...rawIfPossible(run), ...step });
}

/**
 * Sends the same request in its usual form.
 * @throws Skip when that is refused as well: the unusual form is not the reason then
 */
export async function requirePlain(run: CaseRun, variant: Variant): Promise<void> {
  const input = await prepareInput(run, variant);
  const exchange = await run.send({ variant, input, expect: { kind: 'anything' }, collect: () => {} });
  const created = run.world.createdBy(exchange);
  if (created) await remove(run, created);
  if (!isSuccess(exchange)) throw new Skip(`a usual request is answered ${exchange.response.status}, too`);
}

/** As `run.send`; undefined where `mayClose` allows that no answer came. */
export async function attempt(run: CaseRun, step: Step): Promise<Exchange | undefined> {
  try {
    return await run.send(step);
  } catch (error) {
    if (step.mayClose === true && error instanceof NoAnswer) return undefined;
    throw error;
  }
}

/** A connection of the case's own. */
export function connect(run: CaseRun, form: RequestForm): SocketTransport {
  return createSocketTransport(form, run.connection);
}

/** `via` for a case that needs the exact bytes where it can have them, and does without where not. */
export function rawIfPossible(run: CaseRun): Pick<Step, 'via'> {
  return run.connection.unavailable === undefined ? { via: connect(run, {}) } : {};
}

/** Replaces a header; names are in lower case, undefined removes it. */
export function withHeader(name: string, value: string | undefined): (request: WireRequest) => WireRequest {
  return (request) => {
    const { [name]: _, ...rest } = request.headers;
    return { ...request, headers: value === undefined ? rest : { ...rest, [name]: value } };
  };
}

/** Replaces the body by another text, made of the right one. */
export function withText(change: (text: string) => string): (request: WireRequest) => WireRequest {
  return (request) => ({ ...request, body: change(request.body ?? '{}') });
}

/** Whether a server that got something unusual still answers; reports that it does not. */
export async function checkAlive(run: CaseRun, variant: Variant | undefined, after: string): Promise<void> {
  if (!variant) return;
  const exchange = await attempt(run, {
    variant,
    input: run.values.input(variant),
    expect: { kind: 'anything' },
    mayClose: true,
    cause: after,
  });
  if (exchange && isSuccess(exchange)) return;
  const got = exchange ? `${exchange.response.status}` : 'nothing';
  run.report({
    code: exchange ? 'ServerError' : 'NoAnswer',
    message: `After ${after} the server answered ${got} to a valid request.`,
    operation: variant.operation,
    ...(exchange && { exchange }),
    contractPointer: variant.operation.pointer,
    key: after,
  });
}
