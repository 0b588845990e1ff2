/** Every wrong receiver. */
import { answerFaults } from './answers.ts';
import { bodyFaults } from './bodies.ts';
import { connectionFaults } from './connection.ts';
import type { ReceiverFault } from './fault.ts';
import { handlingFaults } from './handling.ts';
import { payloadFaults } from './payloads.ts';
import { secretFaults } from './secrets.ts';
import { signatureFaults } from './signature.ts';
import { timeFaults } from './time.ts';

/** All of them. */
export const receiverFaults: readonly ReceiverFault[] = [
  ...signatureFaults,
  ...secretFaults,
  ...timeFaults,
  ...handlingFaults,
  ...payloadFaults,
  ...bodyFaults,
  ...connectionFaults,
  ...answerFaults,
];
