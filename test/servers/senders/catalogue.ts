/** Every wrong sender. */
import { contentFaults } from './content.ts';
import { retryFaults } from './retries.ts';
import { routingFaults } from './routing.ts';
import type { SenderFault } from './sender-fault.ts';
import { signatureFaults } from './signature.ts';

/** All of them. */
export const senderFaults: readonly SenderFault[] = [
  ...signatureFaults,
  ...contentFaults,
  ...routingFaults,
  ...retryFaults,
];
