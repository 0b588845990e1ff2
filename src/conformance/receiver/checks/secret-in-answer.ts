import type { AnswerCheck } from '../receiver-check.ts';

/** No answer shows the secret. */
export const secretInAnswer: AnswerCheck = {
  name: 'secret-in-answer',
  check(exchange, { secrets }) {
    const { response, delivery } = exchange;
    const text = [response.text, ...response.rawHeaders.map(([, value]) => value)].join('\n');
    if (!secrets.some((secret) => secret.length > 3 && text.includes(secret))) return [];
    return [
      {
        code: 'SecretLeaked',
        message: `The receiver answered ${response.status} with the secret in it.`,
        expected: 'no secret in any answer',
        received: 'the secret',
        exchange,
        event: delivery.event,
      },
    ];
  },
};
