import type { ReceiverCheck } from '../receiver-check.ts';
import { withBody } from '../delivery.ts';

/** Methods with which nothing is delivered. */
const METHODS = ['GET', 'PUT', 'PATCH', 'DELETE'];
/** Success: what no other method should get. */
const isSuccess = (status: number): boolean => status >= 200 && status < 300;

/** Nothing but POST is taken for a delivery, and no method makes the receiver fail. */
export const wrongMethod: ReceiverCheck = {
  name: 'wrong-method',
  phase: 'connection',
  plan: () =>
    METHODS.map((method) => ({
      id: `wrong-method ${method}`,
      title: `refuses ${method}`,
      async run(run) {
        const good = run.good();
        const delivery = { ...(method === 'GET' ? withBody(good, '') : good), method, isRight: false };
        const sent = await run.send(delivery);
        const status = sent.response?.status;
        const shared = {
          exchange: sent,
          contractPointer: run.event.pointer,
          expected: 'refuses it, e.g. with 405 or 404',
        };
        if (status !== undefined && isSuccess(status))
          run.report({
            ...shared,
            code: 'WrongMethodAccepted',
            message: `The receiver answered ${status} to ${method}; deliveries are sent with POST.`,
            severity: 'warning',
          });
        // 501 is what a server says that does not know the method.
        if (status === undefined || (status >= 500 && status !== 501))
          run.report({
            ...shared,
            code: 'MethodFails',
            message: `The receiver ${status === undefined ? 'gave no answer' : `answered ${status}`} to ${method}.`,
            received: status === undefined ? (sent.failure?.text ?? 'no answer') : String(status),
          });
      },
    })),
};
