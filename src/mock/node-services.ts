/** What a mock has in Node and not in a browser: a thread with Prism, and a sender of deliveries. Both start at first need. */
import { createSender } from '../delivery/send.ts';
import { systemScheduler } from './faults/scheduler.ts';
import type { MountServices } from './mount.ts';
import { createPrismClient } from './prism-client.ts';

/** Creates the services. */
export function createNodeServices(): MountServices {
  return { prism: createPrismClient(), send: createSender(), timers: systemScheduler };
}
