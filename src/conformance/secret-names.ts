/** Which properties and headers hold what must not be shown. */
import type { Contract } from '../contract/types.ts';
import { parsePointer } from '../contract/pointer.ts';

/** Ends of names under which secrets travel, whatever the contract says. `page_token` and `has_secret` are none. */
const USUAL = /(?:secret|password|passwd|api_?key|private_?key|signing_?key|access_?token|refresh_?token)$/i;
const FLAGS = /^(?:has|is|needs|show|shows|num|count)_?/i;
const HEADERS = /^(?:authorization|proxy-authorization|cookie|set-cookie)$|api-?key|secret|password|(?<!csrf-)token$/i;

/** Tells secret names from others. */
export interface SecretNames {
  /** Declared by the contract: `x-resource` names the property, or its format is `password`. */
  isDeclared(property: string): boolean;
  /** Declared, or called as secrets are. */
  isSecret(property: string): boolean;
  isSecretHeader(name: string): boolean;
}

/** @param contract its resources and security schemes name secrets */
export function createSecretNames(contract: Contract): SecretNames {
  const declared = new Set(
    contract.behaviour.resources.flatMap(({ secret }) =>
      secret === undefined ? [] : parsePointer(secret.property).slice(-1),
    ),
  );
  const headers = new Set(
    contract.securitySchemes.flatMap(({ type, in: place, parameterName }) =>
      type === 'apiKey' && place === 'header' ? [(parameterName ?? '').toLowerCase()] : [],
    ),
  );
  return {
    isDeclared: (property) => declared.has(property),
    isSecret: (property) => declared.has(property) || (USUAL.test(property) && !FLAGS.test(property)),
    isSecretHeader: (name) => HEADERS.test(name) || headers.has(name.toLowerCase()),
  };
}
