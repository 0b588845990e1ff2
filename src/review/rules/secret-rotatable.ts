import { isObject } from '../../contract/value.ts';
import { isRotation, isSecretName } from '../plugin/names.ts';
import type { Rule } from '../plugin/rule.ts';
import { readSecrets } from '../plugin/subscriptions.ts';

/** A secret that leaked must be replaced without losing the receiver, its id and its history. */
export const secretRotatable: Rule = {
  name: 'secret-rotatable',
  summary: 'A signing secret can be replaced: by an operation of its own, or by an update that takes a new one.',
  recommended: 'warn',
  strict: 'error',
  check({ reader, operations, subscriptions }, report) {
    for (const subscription of subscriptions) {
      const secrets = readSecrets(reader, subscription);
      const [secret] = secrets;
      if (!secret) continue;
      const isTaken = secrets.some(
        ({ operation, status }) =>
          status === undefined && operation !== subscription.create && operation.method !== 'delete',
      );
      const rotations = operations.filter(
        ({ label, path, method }) => method !== 'get' && isRotation(`${label} ${path}`),
      );
      const isRotated = rotations.some(
        (operation) =>
          subscription.operations.includes(operation) ||
          isSecretName(operation.path.replace(/\/[^/]*$/, '')) ||
          /secret|sign/i.test(operation.path + operation.label),
      );
      const stated =
        isObject(subscription.resource?.spot.value['operations']) &&
        isObject(subscription.resource.spot.value['operations']['rotate']);
      if (isTaken || isRotated || stated) continue;
      report(
        subscription.create.spot,
        `\`${secret.property.name}\`, which \`${subscription.create.label}\` gives out, can never be replaced.`,
        `Add an operation such as \`POST ${subscription.create.path}/{id}/rotate-secret\`.`,
      );
    }
  },
};
