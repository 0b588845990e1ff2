import { expect, test } from 'vitest';
import { toDiffRulesPage } from './diff-rules-page.ts';

test('lists every rule of hookspec diff', async () => {
  await expect(toDiffRulesPage()).toMatchFileSnapshot('../../docs/diff-rules.md');
});
