import { examplesOf, findText } from '../plugin/examples.ts';
import { limitResponses, statedLimit } from '../plugin/limits.ts';
import type { Rule } from '../plugin/rule.ts';
import type { Reader } from '../plugin/spot.ts';
import type { Response } from '../plugin/operations.ts';

/** A program decides by the code: whether to show a form again, or that somebody has to pay. */
export const errorLimitCode: Rule = {
  name: 'error-limit-code',
  summary: 'The answer to one webhook too many has a code of its own, or a status of its own.',
  recommended: 'warn',
  strict: 'error',
  check(api, report) {
    for (const subscription of api.subscriptions) {
      if (statedLimit(subscription) === undefined) continue;
      const responses = limitResponses(api, subscription);
      // A status that means nothing else needs no code.
      const shared = responses.filter(({ status }) => ['400', '409', '422'].includes(status));
      for (const response of shared.length === responses.length ? shared : []) {
        const codes = codesOf(api.reader, response);
        if (codes.length === 0 || (response.status === '409' && codes.length < 2)) continue;
        const limits = codes.filter(({ text }) => isLimit(text));
        const others = codes.filter(({ text }) => !isLimit(text)).map(({ code }) => code);
        if (limits.some(({ code }) => code !== undefined && !others.includes(code))) continue;
        report(
          response.spot,
          `The limit shares the ${response.status} answer of \`${subscription.create.label}\` with other errors and has no code of its own.`,
          'Give its example a `code` of its own, such as `limit_reached`.',
        );
      }
    }
  },
};

function isLimit(text: string): boolean {
  return /limit|maximum|too many|quota|exceed|at most|\bmax\b/i.test(text);
}

/** The examples of a response: the code of each, and all that it says. */
function codesOf(reader: Reader, { content }: Response): { code: string | undefined; text: string }[] {
  return content.flatMap((media) =>
    examplesOf(reader, media).map(({ name, value }) => ({
      code: findText(value.value, /^(code|error_?code|type|reason|error)$/i),
      text: `${name} ${JSON.stringify(value.value)}`,
    })),
  );
}
