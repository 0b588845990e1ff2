import { expect, test } from 'vitest';
import { formatDiffGithub } from '../../src/report/diff-github.ts';
import { change, full, run } from './support/diff-run.ts';

const commands = (text: string) =>
  text
    .trimEnd()
    .split('\n')
    .map((line) => line.split('::')[1]);

test('annotates the lines of the newer version, and of the older one what is gone', () => {
  expect(commands(formatDiffGithub(run))).toEqual([
    'error file=api.yaml,line=12,col=7,title=request-property-became-required POST /hooks',
    'error file=api.yaml,line=32,col=5,title=operation-removed DELETE /hooks/{id}',
    'warning file=api.yaml,line=42,col=7,title=event-enum-value-added event hook.made',
    'warning file=api.yaml,line=12,col=7,title=response-pattern-changed GET /hooks',
    'notice title=hookspec diff shop',
  ]);
});

test('says what and why in the annotation', () => {
  expect(formatDiffGithub(run).split('\n')[0]!.split('::')[2]).toBe(
    [
      '/name is required now.',
      '    breaks     clients: POST /hooks application/json /name, PUT /hooks/{id} application/json /name, PUT /a application/json /name, PUT /b application/json /name, 1 more',
      '    where      api.yaml:10:5 → api.yaml:12:7',
      '    PROVEN     An old client may send this body; the new server refuses it: /name is missing.',
      '             > {',
      '                 "url": "https://example.com",',
      '                 "items": [',
      '                   1,',
      '                   2',
      '                 ]',
      '               }',
      '    id         0123456789abcdef, rule request-property-became-required',
    ].join('%0A'),
  );
});

test('keeps what was approved quiet, and tells of a version that was not raised', () => {
  expect(commands(formatDiffGithub(full))).toEqual([
    'error file=api.yaml,line=12,col=7,title=request-property-became-required POST /hooks',
    'warning file=api.yaml,line=42,col=7,title=event-enum-value-added event hook.made',
    'error title=shop version',
    'notice title=hookspec diff shop',
    'notice title=hookspec diff bank',
  ]);
});

test('lets no contract start a command of its own', () => {
  const evil = { ...change, message: 'x\r\n::set-env::y', operations: ['a,b:c%'] };
  const text = formatDiffGithub({ ...run, contracts: [{ ...run.contracts[0]!, changes: [evil] }] });
  expect(commands(text)).toEqual([
    'error file=api.yaml,line=12,col=7,title=request-property-became-required a%2Cb%3Ac%25',
    'notice title=hookspec diff shop',
  ]);
});
