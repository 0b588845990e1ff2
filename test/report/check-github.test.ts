import { expect, test } from 'vitest';
import { formatCheckGithub } from '../../src/report/check-github.ts';
import { compared, guess, hostile, interrupted, report } from './support/report.ts';

test('annotates the lines of the contract', () => {
  const [first, second, last] = formatCheckGithub(report).split('\n');
  expect(first).toContain(
    '::error file=api.yaml,line=7,col=9,title=SchemaViolation listHooks::error SchemaViolation listHooks%0A  GET /hooks answered 200: /0/url must be a string, got 12.%0A  expected  a string%0A  received  12%0A',
  );
  expect(second).toBe(
    '::warning title=WrongOutcome createHook::warning WrongOutcome createHook%0A  Another status was expected.%0A  evidence  inferred: no page shows it%0A  id        fedcba9876543210, check body-constraints',
  );
  expect(last).toBe('::notice title=hookspec check::shop at http://127.0.0.1: 1 error, 1 warning');
});

test('keeps known findings quiet', () => {
  expect(formatCheckGithub(compared))
    .toBe(`::warning title=WrongOutcome createHook::warning WrongOutcome createHook (new)%0A  Another status was expected.%0A  evidence  inferred: no page shows it%0A  id        fedcba9876543210, check body-constraints
::notice title=hookspec check::shop at http://127.0.0.1: 0 errors, 1 warning beyond the baseline, 1 fixed
`);
});

test('says that a run was interrupted', () => {
  expect(formatCheckGithub(interrupted)).toMatch(/: 1 error, 0 warnings%0AThe run was interrupted\.\n$/);
});

test('lets no server start a command of its own', () => {
  const evil = {
    ...guess,
    message: `${hostile}\r\n::set-env::`,
    operation: 'a,b:c%',
    contractLocation: 'a,b.yaml:1:2',
  };
  const text = formatCheckGithub({ ...report, findings: [evil] });
  expect(
    text
      .split('\n')
      .filter((line) => line.startsWith('::'))
      .map((line) => line.split('::')[1]),
  ).toEqual(['warning file=a%2Cb.yaml,line=1,col=2,title=WrongOutcome a%2Cb%3Ac%25', 'notice title=hookspec check']);
  expect(text.split('\n')).toHaveLength(3);
});
