/** The one list of checks of a receiver: what judges every answer, and what makes cases. */
import type { AnswerCheck, ReceiverCheck } from '../receiver-check.ts';
import { alteredBody } from './altered-body.ts';
import { alteredId } from './altered-id.ts';
import { alteredSignature } from './altered-signature.ts';
import { alteredTimestamp } from './altered-timestamp.ts';
import { answerTime } from './answer-time.ts';
import { burst } from './burst.ts';
import { charsetParameter } from './charset-parameter.ts';
import { chunkedDelivery } from './chunked-delivery.ts';
import { copies } from './copies.ts';
import { deepNesting } from './deep-nesting.ts';
import { distinctDeliveries } from './distinct-deliveries.ts';
import { documentedHeaders } from './documented-headers.ts';
import { duplicate } from './duplicate.ts';
import { emptyBody } from './empty-body.ts';
import { emptySignature } from './empty-signature.ts';
import { eventOrder } from './event-order.ts';
import { expectContinue } from './expect-continue-delivery.ts';
import { forgeryEffect } from './forgery-effect.ts';
import { furtherExamples } from './further-examples.ts';
import { futureTimestamp } from './future-timestamp.ts';
import { goodDelivery } from './good-delivery.ts';
import { guessableSecret } from './guessable-secret.ts';
import { handled } from './handled.ts';
import { headAndOptions } from './head-and-options.ts';
import { headerCase } from './header-case.ts';
import { hugeBody } from './huge-body.ts';
import { internalsInAnswer } from './internals-in-answer.ts';
import { invalidUtf8 } from './invalid-utf8.ts';
import { jsonLayout } from './json-layout.ts';
import { jsonSpelling } from './json-spelling.ts';
import { keptConnection } from './kept-connection.ts';
import { keyOrder } from './key-order.ts';
import { largePayload } from './large-payload.ts';
import { longerSignature } from './longer-signature.ts';
import { malformedJson } from './malformed-json.ts';
import { malformedTimestamp } from './malformed-timestamp.ts';
import { minimalPayload } from './minimal-payload.ts';
import { missingTimestamp } from './missing-timestamp.ts';
import { nonAscii } from './non-ascii.ts';
import { oddPayloads } from './odd-payloads.ts';
import { otherSecret } from './other-secret.ts';
import { previousSecret } from './previous-secret.ts';
import { redirect } from './redirect.ts';
import { retiredSecret } from './retired-secret.ts';
import { retry } from './retry.ts';
import { secretInAnswer } from './secret-in-answer.ts';
import { signatureInAnswer } from './signature-in-answer.ts';
import { signatureList } from './signature-list.ts';
import { slowSender } from './slow-sender.ts';
import { staleTimestamp } from './stale-timestamp.ts';
import { toleratedTimestamp } from './tolerated-timestamp.ts';
import { truncatedSignature } from './truncated-signature.ts';
import { unknownEvent } from './unknown-event.ts';
import { unknownProperty } from './unknown-property.ts';
import { unsigned } from './unsigned.ts';
import { wrongAlgorithm } from './wrong-algorithm.ts';
import { wrongContentType } from './wrong-content-type.ts';
import { wrongHeader } from './wrong-header.ts';
import { wrongMethod } from './wrong-method.ts';
import { wrongPrefix } from './wrong-prefix.ts';
import { wrongSignature } from './wrong-signature.ts';
import { wrongSignatureList } from './wrong-signature-list.ts';

/** Checks of every answer. */
export const answerChecks: readonly AnswerCheck[] = [secretInAnswer, signatureInAnswer, internalsInAnswer, redirect];

/** Checks that plan cases, in the order in which they are run: what may harm a receiver most comes last. */
export const receiverChecks: readonly ReceiverCheck[] = [
  goodDelivery,
  documentedHeaders,
  furtherExamples,
  minimalPayload,
  unknownProperty,
  jsonLayout,
  keyOrder,
  jsonSpelling,
  nonAscii,
  largePayload,
  eventOrder,
  answerTime,
  unsigned,
  emptySignature,
  wrongSignature,
  alteredSignature,
  truncatedSignature,
  longerSignature,
  alteredBody,
  alteredId,
  otherSecret,
  guessableSecret,
  wrongAlgorithm,
  wrongPrefix,
  wrongHeader,
  wrongSignatureList,
  signatureList,
  alteredTimestamp,
  malformedTimestamp,
  missingTimestamp,
  staleTimestamp,
  futureTimestamp,
  toleratedTimestamp,
  previousSecret,
  retiredSecret,
  handled,
  duplicate,
  retry,
  copies,
  distinctDeliveries,
  forgeryEffect,
  unknownEvent,
  malformedJson,
  emptyBody,
  oddPayloads,
  invalidUtf8,
  wrongContentType,
  deepNesting,
  wrongMethod,
  headAndOptions,
  charsetParameter,
  headerCase,
  chunkedDelivery,
  slowSender,
  expectContinue,
  keptConnection,
  burst,
  hugeBody,
];
