/** Which properties and headers hold what must not be shown. */
import type { Contract } from '../contract/types.ts';
import { parsePointer } from '../contract/pointer.ts';

/** Ends of names under which secrets travel, whatever the contract says. `page_token` and `has_secret` are none. */
const USUAL = /(?:secret|password|passwd|api_?key|private_?key|signing_?key|access_?token|refresh_?token)$/i;
const FLAGS = /^(?:has|is|needs|show|shows|num|count)_?/i;
const HEADERS = /^(?:authorization|proxy-authorization|cookie|set-cookie)$|api-?key|secret|password|(?<!csrf-)token$/i;

/** Tells secret names from others. */
export interface SecretNames {
  /** Declared properties. */
  readonly declared: readonly string[];
  /** Declared by the contract: `x-resource` names the property, or its format is `password`. */
  isDeclared(property: string): boolean;
  /** Declared, or called as secrets are. */
  isSecret(property: string): boolean;
  isSecretHeader(name: string): boolean;
}

/** @param contract its resources and security schemes name secrets */
export function createSecretNames(contract: Pick<Contract, 'behaviour' | 'securitySchemes'>): SecretNames {
  const properties = contract.behaviour.resources.flatMap(({ secret }) =>
    secret === undefined ? [] : parsePointer(secret.property).slice(-1),
  );
  const headers = new Set(
    contract.securitySchemes.flatMap(({ type, in: place, parameterName }) =>
      type === 'apiKey' && place === 'header' ? [(parameterName ?? '').toLowerCase()] : [],
    ),
  );
  return toSecretNames(properties, [...headers]);
}

/** The same from lists of names; headers in lower case. */
export function toSecretNames(properties: readonly string[], headers: readonly string[] = []): SecretNames {
  const declared = new Set(properties);
  return {
    declared: [...declared],
    isDeclared: (property) => declared.has(property),
    isSecret: (property) => declared.has(property) || (USUAL.test(property) && !FLAGS.test(property)),
    isSecretHeader: (name) => HEADERS.test(name) || headers.includes(name.toLowerCase()),
  };
}
