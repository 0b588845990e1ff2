/** The one list of checks: what judges every answer, and what makes cases. */
import type { CaseCheck } from '../case.ts';
import type { ResponseCheck } from '../judge.ts';
import { accepted } from './accepted.ts';
import { accountSecret } from './account-secret.ts';
import { authenticationBeforeLookup } from './authentication-before-lookup.ts';
import { authenticationBeforeValidation } from './authentication-before-validation.ts';
import { belowDeleted } from './below-deleted.ts';
import { bodyBoundaries } from './body-boundaries.ts';
import { bodyComplete } from './body-complete.ts';
import { bodyConstraints } from './body-constraints.ts';
import { bystander } from './bystander.ts';
import { byteOrderMark } from './byte-order-mark.ts';
import { contentEncoding } from './content-encoding.ts';
import { contentLength } from './content-length.ts';
import { contentType } from './content-type.ts';
import { defaults } from './defaults.ts';
import { deletedLog } from './deleted-log.ts';
import { deletedRows } from './deleted-rows.ts';
import { deliveryChecks } from './delivery/registry.ts';
import { duplicateMembers } from './duplicate-members.ts';
import { echo } from './echo.ts';
import { entityTag } from './entity-tag.ts';
import { errorStatus } from './error-status.ts';
import { emptyCredentials } from './empty-credentials.ts';
import { examples } from './examples.ts';
import { failedUpdate } from './failed-update.ts';
import { filteredRows } from './filtered-rows.ts';
import { filters } from './filters.ts';
import { fuzzBodies } from './fuzz-bodies.ts';
import { fuzzParameters } from './fuzz-parameters.ts';
import { headers } from './headers.ts';
import { idUnique } from './id-unique.ts';
import { immutable } from './immutable.ts';
import { internals } from './internals.ts';
import { limit } from './limit.ts';
import { limitedToken } from './limited-token.ts';
import { listAfterCreate } from './list-after-create.ts';
import { listAgrees } from './list-agrees.ts';
import { listOrder } from './list-order.ts';
import { lowerCaseScheme } from './lower-case-scheme.ts';
import { location } from './location.ts';
import { lostUpdate } from './lost-update.ts';
import { missingBody } from './missing-body.ts';
import { missingCredentials } from './missing-credentials.ts';
import { nearToken } from './near-token.ts';
import { otherParent } from './other-parent.ts';
import { outcome } from './outcome.ts';
import { pageCounts } from './page-counts.ts';
import { pagination } from './pagination.ts';
import { parameterBoundaries } from './parameter-boundaries.ts';
import { parameterConstraints } from './parameter-constraints.ts';
import { protocolChecks } from './protocol/registry.ts';
import { quotedRequest } from './quoted-request.ts';
import { rateLimitHeaders, rateLimitHeadersOfAll } from './rate-limit-headers.ts';
import { readAfterWrite } from './read-after-write.ts';
import { recordedTests } from './recorded-tests.ts';
import { refusedCreate } from './refused-create.ts';
import { refused } from './refused.ts';
import { repeatedUpdate } from './repeated-update.ts';
import { requestId } from './request-id.ts';
import { revokedToken } from './revoked-token.ts';
import { safeRead } from './safe-read.ts';
import { sameResource } from './same-resource.ts';
import { schema } from './schema.ts';
import { secretLeak } from './secret-leak.ts';
import { secretOnce } from './secret-once.ts';
import { secretStrength } from './secret-strength.ts';
import { serverError } from './server-error.ts';
import { serverOwnedProperties } from './server-owned-properties.ts';
import { status } from './status.ts';
import { tenantIsolation } from './tenant-isolation.ts';
import { timestamps } from './timestamps.ts';
import { tokenInQuery } from './token-in-query.ts';
import { twoCredentials } from './two-credentials.ts';
import { twins } from './twins.ts';
import { uniqueness } from './uniqueness.ts';
import { unknownId } from './unknown-id.ts';
import { updateSemantics } from './update-semantics.ts';
import { useAfterDelete } from './use-after-delete.ts';
import { utf8 } from './utf8.ts';
import { viewBuckets } from './view-buckets.ts';
import { viewFilters } from './view-filters.ts';
import { viewPages } from './view-pages.ts';
import { viewRanges } from './view-ranges.ts';
import { viewRows } from './view-rows.ts';
import { writeOnly } from './write-only.ts';
import { wrongScheme } from './wrong-scheme.ts';
import { wrongToken } from './wrong-token.ts';

/** Checks of every answer, in the order in which they look at it. */
export const responseChecks: readonly ResponseCheck[] = [
  secretLeak,
  bodyComplete,
  contentLength,
  contentEncoding,
  serverError,
  utf8,
  byteOrderMark,
  duplicateMembers,
  internals,
  accepted,
  refused,
  status,
  headers,
  contentType,
  errorStatus,
  requestId,
  outcome,
  writeOnly,
  schema,
  idUnique,
  filteredRows,
  deletedRows,
  pageCounts,
  quotedRequest,
];

/** What checks of cases see in every answer; each goes with the check whose name it has. */
export const companions: readonly ResponseCheck[] = [rateLimitHeadersOfAll];

/** Checks that plan cases, in the order of their phase. */
export const caseChecks: readonly CaseCheck[] = [
  examples,
  bodyBoundaries,
  parameterBoundaries,
  missingCredentials,
  wrongToken,
  emptyCredentials,
  wrongScheme,
  lowerCaseScheme,
  tokenInQuery,
  twoCredentials,
  authenticationBeforeValidation,
  authenticationBeforeLookup,
  revokedToken,
  limitedToken,
  tenantIsolation,
  nearToken,
  ...protocolChecks,
  readAfterWrite,
  echo,
  safeRead,
  listAgrees,
  secretStrength,
  bystander,
  timestamps,
  location,
  entityTag,
  repeatedUpdate,
  secretOnce,
  accountSecret,
  updateSemantics,
  lostUpdate,
  failedUpdate,
  immutable,
  useAfterDelete,
  belowDeleted,
  sameResource,
  defaults,
  limit,
  listAfterCreate,
  recordedTests,
  viewRows,
  viewPages,
  viewFilters,
  viewBuckets,
  listOrder,
  pagination,
  filters,
  deletedLog,
  uniqueness,
  twins,
  otherParent,
  rateLimitHeaders,
  bodyConstraints,
  missingBody,
  parameterConstraints,
  viewRanges,
  unknownId,
  serverOwnedProperties,
  refusedCreate,
  fuzzBodies,
  fuzzParameters,
  ...deliveryChecks,
];
