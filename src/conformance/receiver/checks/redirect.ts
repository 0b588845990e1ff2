import { isSuccess } from '../../../contract/delivery-policy.ts';
import type { AnswerCheck } from '../receiver-check.ts';

/** No answer is a redirect: senders do not follow it, and the delivery is lost. */
export const redirect: AnswerCheck = {
  name: 'redirect',
  check(exchange, { policy }) {
    const { response, delivery } = exchange;
    if (response.status < 300 || response.status >= 400 || delivery.method !== 'POST') return [];
    if (isSuccess(response.status, policy.success)) return [];
    const target = response.headers.get('location');
    return [
      {
        code: 'RedirectAnswered',
        message: `The receiver answered ${response.status}${target === null ? '' : ` to ${target}`}; senders do not follow redirects.`,
        expected: 'an answer of its own',
        received: `${response.status}`,
        exchange,
        event: delivery.event,
      },
    ];
  },
};
