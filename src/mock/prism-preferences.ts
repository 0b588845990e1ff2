/** Words unreadable preferences the way the `prism mock` command does. */
import type { PreferenceProblem } from './schema-answers/preferences.ts';

/** The `detail` of Prism's 422: a drawn tree, one branch per preference. */
export function drawProblems(problems: readonly PreferenceProblem[]): string {
  return problems
    .map(({ name, value, expected }) => {
      return `optional property "${name}"\n└─ cannot decode ${JSON.stringify(value)}, should be ${expected}`;
    })
    .join('\n');
}
