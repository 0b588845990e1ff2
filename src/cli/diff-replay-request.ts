/** Sends what an old client may still send to a server that has the newer version. */
import { createSchemaCompiler } from '../contract/schema.ts';
import type { Contract, Operation } from '../contract/types.ts';
import { Skip } from '../conformance/case.ts';
import { authorize, findScheme } from '../conformance/credentials.ts';
import type { WireRequest, WireResponse } from '../conformance/exchange.ts';
import { describeFailure } from '../conformance/failure.ts';
import type { Input } from '../conformance/input.ts';
import { createRedactor } from '../conformance/redact.ts';
import { toWireResponse } from '../conformance/response.ts';
import { toBaseUrls } from '../conformance/server-url.ts';
import { createTransport, type Transport } from '../conformance/transport.ts';
import { toVariants, type Variant } from '../conformance/variants.ts';
import { createValues, isJsonType, type Values } from '../conformance/values/values.ts';
import { toWireRequest } from '../conformance/wire.ts';
import { HookspecError } from '../errors.ts';
import type { Replayed, Site, Witness } from '../report/diff-report.ts';

/** Where witnesses go. */
export interface RequestReplayOptions {
  /** Address of the server, as for `check`. */
  readonly server: string;
  readonly token: string | undefined;
  readonly timeoutMs: number;
  readonly signal: AbortSignal;
}

/** Sends witnesses of requests. */
export interface RequestReplayer {
  /** @throws HookspecError ServerUnreachable */
  replay(site: Site, witness: Witness): Promise<Replayed>;
  /** Closes the connections. */
  close(): void;
}

/** Statuses that speak of something else than the message that was sent. */
const ELSEWHERE = new Set([401, 403, 404, 405, 407, 408, 429]);

/** Characters of an answer that are shown. */
const MOST_SHOWN = 240;

/**
 * One request for each witness, valid but for it, and nothing else.
 * @param contract the newer version
 * @throws HookspecError Usage for a server that is no URL
 */
export function createRequestReplayer(contract: Contract, options: RequestReplayOptions): RequestReplayer {
  const transport = createTransport();
  const bases = toReplayBases(options.server, contract);
  const values = createValues({ contract, compiler: createSchemaCompiler(contract) }, 1);
  const variants = toVariants(contract);
  const redactor = createRedactor();
  if (options.token !== undefined) redactor.addToken(options.token, '$HOOKSPEC_TOKEN');
  return {
    close: () => transport.close(),
    async replay(site, witness) {
      const variant = variants.find(({ operation }) => isNamed(operation, site.operation));
      if (!variant) return skip(`${site.operation} is not in the newer version`);
      if (site.part === 'body' && site.mediaType !== undefined && !isJsonType(site.mediaType))
        return skip(`bodies of the type ${site.mediaType} are not sent`);
      const { operation } = variant;
      let input: Input;
      try {
        input = toInput(site, witness, variant, values);
      } catch (error) {
        if (error instanceof Skip) return skip(error.message);
        throw error;
      }
      const send = (base: string): Promise<WireResponse> =>
        transmit(transport, authorized(contract, operation, toWireRequest(operation, input, base), options), options);
      let response = await send(bases[0]!);
      // The base path may have been left out, or given twice.
      while (response.status === 404 && bases.length > 1) {
        bases.shift();
        response = await send(bases[0]!);
      }
      if (response.status !== 404) bases.length = 1;
      return judge(response, redactor.hide);
    },
  };
}

function toReplayBases(server: string, contract: Contract): string[] {
  try {
    return toBaseUrls(server, contract);
  } catch (error) {
    if (!(error instanceof HookspecError)) throw error;
    throw new HookspecError('Usage', error.message.replace('--server', '--replay'), {
      hint: 'Give the base URL, e.g. --replay http://127.0.0.1:4010/NAME.',
    });
  }
}

/** The name of a parameter in a path may be another one now. */
function isNamed({ method, path }: Operation, name: string): boolean {
  const plain = (text: string): string => text.replaceAll(/\{[^{}]*\}/g, '{}');
  return plain(`${method.toUpperCase()} ${path}`) === plain(name);
}

function toInput(site: Site, { value }: Witness, variant: Variant, values: Values): Input {
  if (site.part === 'body') {
    // No other body has to be built, so it does not matter whether one could be.
    const { requestBody: _, ...bare } = variant.operation;
    return { ...values.input({ ...variant, operation: bare }), body: value };
  }
  const place = site.part === 'header' ? 'header' : (site.in ?? 'query');
  const input = values.input(variant);
  return { ...input, [place]: { ...input[place], [site.name ?? '']: value } };
}

function authorized(
  contract: Contract,
  operation: Operation,
  request: WireRequest,
  { token }: RequestReplayOptions,
): WireRequest {
  const named = { ...request, headers: { ...request.headers, 'user-agent': 'hookspec-diff' } };
  if (token === undefined) return named;
  return authorize(named, findScheme(contract, operation), { kind: 'token', token, name: 'main' }, token);
}

async function transmit(
  transport: Transport,
  { method, url, headers, body }: WireRequest,
  { timeoutMs, signal, server }: RequestReplayOptions,
): Promise<WireResponse> {
  try {
    const until = AbortSignal.any([signal, AbortSignal.timeout(timeoutMs)]);
    return toWireResponse(
      await transport.send({ method, url, headers, signal: until, ...(body !== undefined && { body }) }),
    );
  } catch (error) {
    const { text } = describeFailure(error, timeoutMs);
    throw new HookspecError('ServerUnreachable', `${server} does not answer: ${text}`, {
      hint: 'Start the server, or check the address given with --replay.',
      cause: error,
    });
  }
}

function judge({ status, text }: WireResponse, hide: (text: string) => string): Replayed {
  const body = hide(text.trim().replaceAll(/\s+/g, ' '));
  const shown = body.length > MOST_SHOWN ? `${body.slice(0, MOST_SHOWN - 1)}…` : body;
  const answered = `the server answered ${status}${shown === '' ? '' : `: ${shown}`}`;
  if (status < 400) return { outcome: 'accepted', status, detail: answered };
  if (status >= 500 || ELSEWHERE.has(status)) {
    const why = status === 401 || status === 403 ? '; --token gives it a credential' : '';
    return { outcome: 'unclear', status, detail: `${answered}${why}` };
  }
  return { outcome: 'rejected', status, detail: answered };
}

function skip(detail: string): Replayed {
  return { outcome: 'skipped', detail };
}
