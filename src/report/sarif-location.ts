/** Where a finding is, as SARIF 2.1.0 (OASIS) says it. */
import type { Finding } from './finding.ts';
import { toPlace } from './words.ts';

/** A location object; undefined for a finding without a place. Files below the current folder are relative to `SRCROOT`. */
export function toSarifLocation({ contractLocation, contractPointer, operation }: Finding): object | undefined {
  const place = toPlace(contractLocation);
  if (!place) return undefined;
  const isOutside = place.file.startsWith('/') || place.file.startsWith('..');
  const names = [
    ...(contractPointer === undefined ? [] : [{ fullyQualifiedName: contractPointer, kind: 'member' }]),
    ...(operation === undefined ? [] : [{ name: operation, kind: 'function' }]),
  ];
  return {
    physicalLocation: {
      artifactLocation: { uri: encodeURI(place.file), ...(!isOutside && { uriBaseId: 'SRCROOT' }) },
      region: { startLine: place.line, startColumn: place.column },
    },
    ...(names.length > 0 && { logicalLocations: names }),
  };
}
