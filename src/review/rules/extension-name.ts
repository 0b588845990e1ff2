import { extensionNames } from '../../contract/extension-names.ts';
import { nearest } from '../../contract/nearest.ts';
import { listExtensions } from '../plugin/extensions.ts';
import type { Rule } from '../plugin/rule.ts';

/** Names that begin with `x-` may be anything, so a slip in one is silent: the rule behind it never holds. */
export const extensionName: Rule = {
  name: 'extension-name',
  summary: 'No name of an extension is nearly one of those that hookspec knows.',
  recommended: 'warn',
  strict: 'error',
  check({ root }, report) {
    const known: readonly string[] = extensionNames;
    for (const { name, spot } of listExtensions(root)) {
      if (known.includes(name)) continue;
      const meant = nearest(name, known);
      // Short words of other people are near each other too.
      if (meant === undefined || Math.abs(meant.length - name.length) > 1) continue;
      report(
        spot,
        `\`${name}\` is not read, and \`${meant}\` would be.`,
        `Write \`${meant}\`, or choose a name of another form.`,
      );
    }
  },
};
