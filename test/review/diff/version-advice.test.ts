import { expect, test } from 'vitest';
import { adviseVersion, findVersionFault } from '../../../src/review/diff/version-advice.ts';

const breaking = [{ level: 'info' }, { level: 'breaking' }] as const;
const warning = [{ level: 'refuted' }, { level: 'warning' }] as const;
const info = [{ level: 'info' }] as const;
const refuted = [{ level: 'refuted' }] as const;

test.each([
  ['1.4.2', breaking, 'major', '2.0.0'],
  ['1.4.2', warning, 'minor', '1.5.0'],
  ['1.4.2', info, 'minor', '1.5.0'],
  ['1.4.2', refuted, 'patch', '1.4.3'],
  ['1.4.2', [], 'none', '1.4.2'],
  ['v1.4.2+build.7', breaking, 'major', 'v2.0.0'],
  ['0.4.2', breaking, 'minor', '0.5.0'],
  ['0.4.2', info, 'patch', '0.4.3'],
  ['2.0.0-rc.1', breaking, 'major', '2.0.0'],
  ['2.1.0-rc.1', breaking, 'major', '3.0.0'],
  ['2.1.0-rc.1', info, 'minor', '2.1.0'],
  ['2.1.1-rc.1', refuted, 'patch', '2.1.1'],
] as const)('advises after %s the step that %j asks for', (base, changes, bump, nextVersion) => {
  expect(adviseVersion(base, changes)).toEqual({ bump, nextVersion });
});

test.each(['', '1', '1.0', '2024-10-01', '01.2.3', '1.2.3.4', 'latest', '1.2.3-'])(
  'says nothing where the version is %j',
  (version) => {
    expect(adviseVersion(version, breaking)).toBeUndefined();
  },
);

test.each([
  ['1.4.2', '2.0.0', breaking],
  ['1.4.2', '2.1.0', breaking],
  ['1.4.2', 'v2.0.0', breaking],
  ['1.4.2', '2.0.0-rc.1', breaking],
  ['2.0.0-rc.1', '2.0.0-rc.2', breaking],
  ['1.4.2', '1.5.0', info],
  ['1.4.2', '1.4.2', []],
  ['0.4.2', '0.5.0', breaking],
  ['2024-10-01', '2024-11-01', breaking],
  ['2024-10-01', '2024-10-01', []],
  ['1.9.0', '1.10.0', info],
] as const)('is content with %s → %s', (base, head, changes) => {
  expect(findVersionFault(base, head, changes)).toBeUndefined();
});

test.each([
  ['1.4.2', '1.5.0', breaking, 'info.version is 1.5.0; after 1.4.2 these changes ask for 2.0.0 or higher'],
  ['1.4.2', '1.4.3', info, 'info.version is 1.4.3; after 1.4.2 these changes ask for 1.5.0 or higher'],
  ['1.4.2', '1.4.1', [], 'info.version went back from 1.4.2 to 1.4.1'],
  [
    '2.0.0-rc.2',
    '2.0.0-rc.1',
    breaking,
    'info.version is 2.0.0-rc.1; after 2.0.0-rc.2 these changes ask for 2.0.0 or higher',
  ],
  [
    '2.0.0-rc.10',
    '2.0.0-rc.9',
    info,
    'info.version is 2.0.0-rc.9; after 2.0.0-rc.10 these changes ask for 2.0.0 or higher',
  ],
  ['1.4.2', 'next', info, 'info.version next is not semver, as 1.4.2 was'],
  ['2024-10-01', '2024-10-01', info, 'info.version is still 2024-10-01, although the contract has changed'],
] as const)('finds fault with %s → %s', (base, head, changes, fault) => {
  expect(findVersionFault(base, head, changes)).toBe(fault);
});
