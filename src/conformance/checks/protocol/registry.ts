/** The checks of the protocol, in the order in which they are run: what may harm a server most comes last. */
import type { CaseCheck } from '../../case.ts';
import { charset } from './charset.ts';
import { chunkedBody } from './chunked-body.ts';
import { deepNesting } from './deep-nesting.ts';
import { duplicateKeys } from './duplicate-keys.ts';
import { expectContinue } from './expect-continue.ts';
import { head } from './head.ts';
import { headerNameCase } from './header-name-case.ts';
import { http10 } from './http-1-0.ts';
import { invalidUtf8 } from './invalid-utf8.ts';
import { keepAlive } from './keep-alive.ts';
import { longUrl } from './long-url.ts';
import { malformedJson } from './malformed-json.ts';
import { missingHost } from './missing-host.ts';
import { options } from './options.ts';
import { oversizeBody } from './oversize-body.ts';
import { percentEncoding } from './percent-encoding.ts';
import { requestByteOrderMark } from './request-byte-order-mark.ts';
import { trailingSlash } from './trailing-slash.ts';
import { unacceptableAccept } from './unacceptable-accept.ts';
import { unknownPath } from './unknown-path.ts';
import { unsupportedMethod } from './unsupported-method.ts';
import { wrongContentType } from './wrong-content-type.ts';

/** All of them. */
export const protocolChecks: readonly CaseCheck[] = [
  unsupportedMethod,
  unknownPath,
  malformedJson,
  wrongContentType,
  unacceptableAccept,
  charset,
  duplicateKeys,
  requestByteOrderMark,
  invalidUtf8,
  head,
  options,
  trailingSlash,
  percentEncoding,
  chunkedBody,
  headerNameCase,
  expectContinue,
  http10,
  missingHost,
  keepAlive,
  longUrl,
  deepNesting,
  oversizeBody,
];
