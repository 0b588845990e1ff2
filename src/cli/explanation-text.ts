/** How verdicts and explanations of signatures read. */
import type { Explanation } from '../signing/explanation.ts';
import type { Verdict } from '../signing/verdict.ts';

/** One line. */
export function toVerdictText(verdict: Verdict): string {
  return verdict.valid ? 'valid\n' : `invalid: ${verdict.code}: ${verdict.message}\n`;
}

/** Cause, what to do, the signed bytes, and what was tried. */
export function toExplanationText(explanation: Explanation): string {
  const { verdict, cause, isProved, message, advice, shownContent, shownRightContent, tried } = explanation;
  const rows: [string, string][] = [];
  if (cause !== undefined) {
    rows.push(
      ['cause', `${cause} (${isProved ? 'proved' : 'the likeliest'})`],
      ['', `${message}.`],
      ['', advice ?? ''],
    );
  }
  if (shownContent !== undefined) rows.push([shownRightContent === undefined ? 'signed' : 'expected', shownContent]);
  if (shownRightContent !== undefined) rows.push(['signed', shownRightContent]);
  if (tried.length > 0) rows.push(['tried', tried.map(({ cause, count }) => `${cause} ${count}`).join(', ')]);
  return toVerdictText(verdict) + rows.map(([title, text]) => `${title.padEnd(10)}${text}`.trimEnd() + '\n').join('');
}

/** The same as one value; the signed bytes in base64. */
export function toExplanationJson({ signedContent, rightContent, ...rest }: Explanation): string {
  const value = {
    ...rest,
    ...(signedContent && { signedContent: Buffer.from(signedContent).toString('base64') }),
    ...(rightContent && { rightContent: Buffer.from(rightContent).toString('base64') }),
  };
  return `${JSON.stringify(value, undefined, 2)}\n`;
}
