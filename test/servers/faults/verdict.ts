/** Whether a finding is the one that a fault was expected to give. */

/** What is looked at of a finding. */
export interface Seen {
  readonly code: string;
  readonly operation?: string | undefined;
  readonly message: string;
  readonly contractPointer?: string | undefined;
  readonly responsePointer?: string | undefined;
  readonly places?: readonly string[] | undefined;
}

/** Whether the codes agree; an expectation may name several, `A|B operation`. */
export function hasCode(expected: string, { code }: Seen): boolean {
  return expected.split(' ')[0]!.split('|').includes(code);
}

/** Whether codes and operations agree; `*` is any operation. */
export function isExpected(expected: string, finding: Seen): boolean {
  const operation = expected.split(' ')[1];
  return hasCode(expected, finding) && (operation === '*' || operation === finding.operation);
}

/** Whether a finding names the place of the fault, in its message or in a pointer. */
export function namesPlace(place: string | undefined, finding: Seen): boolean {
  const { message, contractPointer, responsePointer, places } = finding;
  return (
    place === undefined || [message, contractPointer, responsePointer, ...(places ?? [])].join(' ').includes(place)
  );
}
