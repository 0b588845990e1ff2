import { expect, test } from 'vitest';
import { lintChanged } from './support/lint-rule.ts';

test('reports a URL without maxLength, at its schema', async () => {
  const changes = 'components: { schemas: { WebhookUrl: { maxLength: null } } }';
  expect(await lintChanged('endpoint-url-bounded', changes)).toEqual([
    {
      at: '/components/schemas/WebhookUrl',
      message: '`url` takes a URL of any length. Write `maxLength: 2048` in its schema.',
    },
  ]);
});

test('passes a URL that is one of a list', async () => {
  const changes =
    "components: { schemas: { WebhookUrl: { maxLength: null, enum: ['https://receiver.example/hooks'] } } }";
  expect(await lintChanged('endpoint-url-bounded', changes)).toEqual([]);
});
