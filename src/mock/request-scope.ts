/** What runtime expressions can see of a request: everything is made when an expression first asks for it. */
import type { Scope } from '../contract/expression.ts';
import { expandTemplate } from '../contract/template.ts';
import { toIsoSeconds } from '../contract/time.ts';
import type { MockContext } from './context.ts';
import type { PlainRequest } from './message.ts';
import { toPlainValues, type ParameterValues } from './parameters.ts';
import type { PathValues } from './router.ts';
import type { TenantState } from './store.ts';

/** What becomes known of a request on its way through the kernel. */
export interface RequestState {
  readonly path: PathValues;
  /** As sent, where the path holds an escape. */
  readonly rawPath?: PathValues | undefined;
  /** Typed parameters; absent: as they came. */
  values?: ParameterValues;
  body?: unknown;
  tenant?: TenantState;
}

const NO_PATH: Pick<RequestState, 'path' | 'rawPath'> = { path: {} };

/** The scope of one request, and the state behind it that the kernel fills in. */
export function createRequestScope(
  context: MockContext,
  request: PlainRequest,
  { path, rawPath }: Pick<RequestState, 'path' | 'rawPath'> = NO_PATH,
): { readonly scope: Scope; readonly state: RequestState } {
  const state: RequestState = { path, rawPath };
  let requestId: string | undefined;
  const roots = {
    request: () => toRequestRoot(request, state),
    requestId: () => (requestId ??= expandTemplate(context.contract.behaviour.outcomes.always.requestId, context)),
    now: () => toIsoSeconds(context.now()),
    tenant: () => state.tenant?.properties,
  };
  return { scope: { random: context.random, now: context.now, roots }, state };
}

function toRequestRoot(request: PlainRequest, state: RequestState) {
  state.values ??= toPlainValues({ path: state.path, query: request.query, headers: request.headers });
  return { method: request.method, ...state.values, body: state.body };
}
