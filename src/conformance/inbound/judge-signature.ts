/** Whether a delivery is signed as the contract says, with a secret of its endpoint; why not, where it is not. */
import type { Cause } from '../../signing/cause.ts';
import type { Explanation } from '../../signing/explanation.ts';
import { explain } from '../../signing/sync.ts';
import { type CaseRun, type Draft, Skip } from '../case.ts';
import type { Delivery } from './postbox.ts';

/** Causes that lie in the time: another check names them. */
const TIMES: readonly (Cause | undefined)[] = [
  'SecondsForMilliseconds',
  'MillisecondsForSeconds',
  'WrongTimestampForm',
  'MissingTimestamp',
  'MalformedTimestamp',
];

/** What the check is not able to judge: what was given, not what came. */
const OURS: readonly (Cause | undefined)[] = ['EmptySecret', 'MalformedSecret', 'MissingPart', 'Unsupported'];

/** The fault of a signature; undefined when it is right. @throws Skip when no secret is known */
export function judgeSignature(delivery: Delivery, run: CaseRun): Draft | undefined {
  const scheme = run.contract.behaviour.signature!;
  const { arrival, accepted, inbox, subscriber, cause: reason } = delivery;
  if (accepted.length === 0) throw new Skip('no answer shows the secret that signs');
  const { timestamp: _, ...timeless } = scheme;
  const otherSecrets = run.world.secrets.map(({ value }) => value).filter((value) => !accepted.includes(value));
  const explanation = explain({
    scheme: scheme.content.includes('$timestamp') ? scheme : timeless,
    secrets: accepted,
    otherSecrets,
    body: arrival.body,
    headers: arrival.headers,
    url: inbox.url,
    now: new Date(arrival.at.to),
    toleranceSeconds: Infinity,
  });
  const { verdict, cause } = explanation;
  if (verdict.valid || TIMES.includes(cause)) return undefined;
  if (OURS.includes(cause)) throw new Skip(`the signature cannot be judged: ${explanation.message}`);
  const event = reason?.event ?? 'a delivery';
  const secretPointer = `/x-resource/${subscriber!.resource.name}/secret`;
  return { delivery, ...toFault(event, explanation, scheme.header, secretPointer) };
}

function toFault(
  event: string,
  { cause = 'WrongSecret', message }: Explanation,
  header: string,
  secretPointer: string,
): Draft {
  const contractPointer = '/x-webhook-signature';
  if (cause === 'MissingHeader' || cause === 'OtherHeader') {
    const other = cause === 'OtherHeader' ? ` ${message}.` : '';
    return {
      code: 'DeliveryUnsigned',
      message: `${event} came without a signature in the header ${header}.${other}`,
      contractPointer,
      expected: `the header ${header}`,
      received: cause,
      key: 'unsigned',
    };
  }
  if (cause === 'SecondSecret') {
    return {
      code: 'DeliverySecretWrong',
      message: `${event} is signed with another secret than the current one of its endpoint.`,
      contractPointer: secretPointer,
      restsOn: [contractPointer],
      expected: 'the secret of the endpoint',
      received: 'another secret that the run has seen',
      key: 'secret',
    };
  }
  return {
    code: 'DeliverySignatureWrong',
    message: `The signature of ${event} does not verify over the bytes that came: ${message}.`,
    contractPointer,
    expected: 'a signature that verifies',
    received: cause,
    key: cause,
  };
}
