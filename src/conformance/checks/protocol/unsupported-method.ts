import type { Method, Operation } from '../../../contract/types.ts';
import type { Case, CaseCheck, CaseRun, PlanContext } from '../../case.ts';
import { type Exchange, isSuccess } from '../../exchange.ts';
import { toRequestPlace } from '../../input.ts';
import { expectedRefusals } from '../../outcomes.ts';
import { prepareInput } from '../../targets.ts';
import { findVariant, type Variant } from '../../variants.ts';
import { sendUnusual } from '../protocol-cases.ts';

/** A method that a path does not have is refused, and a 405 says which ones it has (RFC 9110, section 15.5.6). */
export const unsupportedMethod: CaseCheck = {
  name: 'unsupported-method',
  phase: 'protocol',
  plan(context) {
    const paths = [...new Set(context.contract.operations.map(({ path }) => path))];
    return paths.flatMap((path) => planPath(context, path));
  },
};

/** In the order of how little they do. */
const HARMLESS: readonly Method[] = ['get', 'patch', 'put', 'post'];

function planPath({ contract, variants, options }: PlanContext, path: string): Case[] {
  const own = contract.operations.filter((operation) => operation.path === path);
  const taken = contract.operations.filter((operation) => overlaps(operation.path, path)).map(({ method }) => method);
  const free = HARMLESS.filter((candidate) => !taken.includes(candidate));
  const fitting = variants.filter(
    (entry) =>
      own.includes(entry.operation) && (isAddressed(entry) || !path.includes('{')) && entry.delivery === undefined,
  );
  const variant = fitting.find(({ operation }) => operation.method === 'get') ?? fitting[0];
  if (!variant) return [];
  // Reading does least, and an empty patch hardly more; nothing is ever deleted. A router that knows PATCH often knows
  // PUT too: what the run has made may be replaced.
  const isPatched = own.some(({ method }) => method === 'patch') && isAddressed(variant);
  return free
    .filter((method, index) => index === 0 || (method === 'put' && isPatched))
    .map((method) => toCase(options, variant, own, path, method));
}

function toCase(
  options: PlanContext['options'],
  variant: Variant,
  own: readonly Operation[],
  path: string,
  method: Method,
): Case {
  const skip =
    options.readOnly && method !== 'get'
      ? 'read-only'
      : method !== 'get' && variant.reach !== undefined && !options.destructive
        ? `needs --destructive: ${variant.reach}`
        : undefined;
  return {
    id: `protocol ${method.toUpperCase()} ${path} unsupported-method`,
    phase: 'protocol',
    operation: variant.operation,
    title: `refuses ${method.toUpperCase()} ${path}, which the contract does not have`,
    ...(skip !== undefined && { skip }),
    run: (run) => sendMethod(run, variant, own, method.toUpperCase()),
  };
}

/** What a replacement would bring, if there were one; an empty body is refused by whoever would serve it. */
function toBody(run: CaseRun, { resource }: Variant, method: string): string {
  const writer =
    resource && (findVariant(run.variants, resource, 'update') ?? findVariant(run.variants, resource, 'create'));
  if (method !== 'PUT' || !writer) return '{}';
  return JSON.stringify(run.values.input(writer, { full: true }).body ?? {});
}

async function sendMethod(run: CaseRun, variant: Variant, own: readonly Operation[], method: string): Promise<void> {
  const { operation } = variant;
  const declared = expectedRefusals(run.contract, operation, ['methodNotAllowed']).filter(
    ({ status, outcome }) => outcome !== undefined || status === 405,
  );
  const contractPointer = declared[0]?.contractPointer ?? operation.pointer.replace(/\/[^/]+$/, '');
  const name = `${method} ${operation.path}`;
  const input = isAddressed(variant) ? await prepareInput(run, variant) : run.values.input(variant);
  const body = toBody(run, variant, method);
  const exchange = await sendUnusual(
    run,
    { operation, name: variant.name, use: 'plain' },
    {
      input: { ...input, body: undefined },
      expect: { kind: 'anything', tolerated: [501] },
      cause: 'a method that the contract does not have',
      rewrite: (request) => ({
        ...request,
        method,
        ...(method !== 'GET' && { headers: { ...request.headers, 'content-type': 'application/json' }, body }),
      }),
    },
    variant,
  );
  if (!exchange || exchange.response.status >= 500) return;
  const { status } = exchange.response;
  if (status === 405) return checkAllow(run, exchange, own, name, contractPointer);
  const isRefused = declared.length > 0 ? false : !isSuccess(exchange);
  if (isRefused || [401, 403, 429].includes(status)) return;
  run.report({
    code: 'MethodNotRefused',
    message: `${name} answered ${status}; the contract has no such operation${declared.length > 0 ? ' and gives 405' : ''}.`,
    exchange,
    contractPointer,
    ...(declared.length === 0 && { severity: 'warning' }),
    key: 'method',
  });
}

function checkAllow(
  run: CaseRun,
  exchange: Exchange,
  own: readonly Operation[],
  name: string,
  contractPointer: string,
): void {
  const allow = exchange.response.headers.get('allow');
  const named = new Set(allow?.split(',').map((entry) => entry.trim().toUpperCase()));
  const missing = own.map(({ method }) => method.toUpperCase()).filter((method) => !named.has(method));
  const refused = exchange.request.method;
  if (missing.length === 0 && !named.has(refused)) return;
  const what =
    allow === null
      ? 'without Allow'
      : missing.length > 0
        ? `with Allow: ${allow}, which leaves out ${missing.join(', ')}`
        : `with Allow: ${allow}, which names ${refused} itself`;
  run.report({
    code: 'AllowMissing',
    message: `${name} answered 405 ${what}.`,
    exchange,
    contractPointer,
    key: 'allow',
  });
}

/** Whether the path's only parameter is the id of a resource that the run may make. */
function isAddressed({ operation, id, resource, reach }: Variant): boolean {
  const names = [...operation.path.matchAll(/\{([^{}]+)\}/g)].map((match) => match[1]);
  const place = toRequestPlace(id);
  const isId = place?.in === 'path' && names.length === 1 && names[0] === place.name;
  return isId && resource?.kind === 'collection' && reach === undefined;
}

/** Whether a path that one template makes can be one of the other's. */
function overlaps(template: string, path: string): boolean {
  const [left, right] = [template.split('/'), path.split('/')];
  const isFree = (part: string): boolean => part.includes('{');
  return (
    left.length === right.length &&
    left.every((part, index) => part === right[index] || isFree(part) || isFree(right[index]!))
  );
}
