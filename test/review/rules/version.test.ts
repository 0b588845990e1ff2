import { describe, expect, test } from 'vitest';
import { lintChanged } from './support/lint-rule.ts';

describe('version-pinned', () => {
  test.each(['latest', 'one', '1.x'])('reports the version %s', async (version) => {
    expect(await lintChanged('version-pinned', `info: { version: ${version} }`)).toEqual([
      {
        at: '/info/version',
        message: `The version \`${version}\` cannot be compared with another. Write a semantic version such as \`1.4.0\`, or a date such as \`'2026-04-01'\`.`,
      },
    ]);
  });

  test.each(['1.4.0', "'2'", 'v1', '2.0.0-beta.1', "'2026-04-01'", '2026-04-01.wallaby'])(
    'passes the version %s',
    async (version) => {
      expect(await lintChanged('version-pinned', `info: { version: ${version} }`)).toEqual([]);
    },
  );

  const server = 'servers: [{ url: https://api.parcel.example }]';

  test('reports requests that name no version', async () => {
    expect(await lintChanged('version-pinned', server)).toEqual([
      {
        at: '/info',
        message:
          'Neither a path nor a header says which version of the API is meant. Put the version into the server URL (`/v1`), or take it in a header such as `API-Version`.',
      },
    ]);
  });

  test.each([
    [
      'a header',
      'paths: { /webhooks: { parameters: [{ name: Parcel-Version, in: header, schema: { type: string } }] } }',
    ],
    ['every payload', 'components: { schemas: { Event: { properties: { api_version: { type: string } } } } }'],
    ['no requests', 'paths: {"/webhooks": null, "/webhooks/{id}": null, "/webhooks/{id}/rotate-secret": null}'],
  ])('passes a version in %s', async (_, more) => {
    expect(await lintChanged('version-pinned', `${server}\n${more}`)).toEqual([]);
  });
});
