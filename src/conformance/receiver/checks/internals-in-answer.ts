import { findInternals } from '../../checks/internals.ts';
import type { AnswerCheck } from '../receiver-check.ts';

/** An answer shows nothing of how the receiver is built. */
export const internalsInAnswer: AnswerCheck = {
  name: 'internals-in-answer',
  check(exchange) {
    const { response, delivery } = exchange;
    if (response.status < 400) return [];
    const request = { url: '', headers: delivery.headers, body: Buffer.from(delivery.body).toString() };
    const found = findInternals(response, request);
    if (!found) return [];
    return [
      {
        code: 'InternalsLeaked',
        message: `The receiver answered ${response.status} with ${found.what}.`,
        expected: 'an error that says what the sender did wrong',
        received: found.what,
        exchange,
        event: delivery.event,
      },
    ];
  },
};
