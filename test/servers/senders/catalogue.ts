/** Every wrong sender. */
import { bodyFaults } from './bodies.ts';
import { headerFaults } from './headers.ts';
import { idFaults } from './ids.ts';
import { retryFaults } from './retries.ts';
import { routingFaults } from './routing.ts';
import type { SenderFault } from './sender-fault.ts';
import { signatureFaults } from './signature.ts';

/** All of them. */
export const senderFaults: readonly SenderFault[] = [
  ...signatureFaults,
  ...headerFaults,
  ...bodyFaults,
  ...idFaults,
  ...routingFaults,
  ...retryFaults,
];
