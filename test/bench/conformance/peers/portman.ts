/** Portman: a Postman collection made from the contract, its tests, and Newman, which runs it. */
import { execFile, execFileSync } from 'node:child_process';
import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { loadOnce } from '../../../conformance/run.ts';
import { type Dialect, dialects } from '../../../servers/faults/dialect.ts';
import { writeBare } from './bare.ts';
import { toolFile } from './install.ts';
import type { Peer } from './peer.ts';
import { toThreeZero } from './three-zero.ts';

/** The peer. */
export const portman: Peer = {
  name: 'Portman 1.33.0 with Newman 6.2.2',
  use: 'create, list, read, update and delete with all contract tests, a call without a key, and the fuzzing of creates; its configuration hands the id on',
  better: 'a collection that people open, change and share in Postman',
  async start(provider, stage) {
    const api = dialects[provider];
    const { document } = await loadOnce(provider, true);
    const folder = dirname(await writeBare(provider, stage.url));
    const [contract, config, collection, result] = [
      'openapi.json',
      'config.json',
      'collection.json',
      'result.json',
    ].map((name) => join(folder, name)) as [string, string, string, string];
    writeFileSync(contract, JSON.stringify({ ...toThreeZero(document, api), servers: [{ url: stage.url }] }));
    writeFileSync(config, JSON.stringify(toConfig(api)));
    const generate = ['-l', contract, '-b', stage.url, '-c', config, '-o', collection];
    execFileSync(process.execPath, [toolFile('@apideck/portman/bin/portman'), ...generate], {
      stdio: 'ignore',
      cwd: folder,
    });
    const run = [toolFile('newman/bin/newman.js'), 'run', collection, '-r', 'json', '--reporter-json-export', result];
    const options = ['--env-var', `bearerToken=${api.tokens.main}`, '--timeout-request', '20000'];
    return {
      judge: () =>
        new Promise((done) => {
          rmSync(result, { force: true });
          execFile(process.execPath, [...run, ...options], { timeout: 90_000 }, () => done(readFailures(result)));
        }),
      async [Symbol.asyncDispose]() {},
    };
  },
};

interface Failure {
  readonly source?: { readonly name?: string };
  readonly error: { readonly test?: string; readonly message: string };
}

/** What does not change from run to run of each failure. */
function readFailures(file: string): string[] {
  try {
    const { run } = JSON.parse(readFileSync(file, 'utf8')) as { run: { failures: Failure[] } };
    return run.failures.map(({ source, error }) => `${source?.name}: ${error.test ?? error.message}`);
  } catch {
    return ['no result'];
  }
}

function toConfig(api: Dialect): object {
  const { operations, path, flat, one, id, updates, text, tokens } = api;
  const item = flat ? path : `${path}/{id}`;
  const named = flat ? { id: '{{webhookId}}' } : {};
  const addressed = [
    ...(operations.read === operations.list ? [] : [operations.read]),
    operations.update,
    operations.remove,
  ];
  const all = ['statusSuccess', 'contentType', 'jsonBody', 'schemaValidation', 'headersPresent'];
  const contractTest = Object.fromEntries(all.map((name) => [name, { enabled: true }]));
  const body = (operation: string, value: object) => ({
    openApiOperationId: operation,
    overwriteRequestBody: [{ key: '.', value, overwrite: true }],
  });
  const refused = (...codes: number[]) => ({ contractTests: [{ statusCode: { enabled: true, code: codes[0] } }] });
  return {
    version: 1,
    globals: {
      securityOverwrites: { bearer: { token: tokens.main } },
      orderOfOperations: [
        `POST::${path}`,
        `GET::${path}`,
        ...(flat ? [] : [`GET::${item}`]),
        `${updates}::${item}`,
        `DELETE::${item}`,
      ],
      stripResponseExamples: true,
    },
    assignVariables: [
      {
        openApiOperationId: operations.create,
        collectionVariables: [{ responseBodyProp: [...one, id].join('.'), name: 'webhookId' }],
      },
    ],
    overwrites: [
      body(operations.create, api.sample(1)),
      body(operations.update, {
        ...named,
        ...(flat && { url: 'https://hooks.example.com/1' }),
        [text]: 'another text',
      }),
      ...(flat ? [body(operations.remove, named)] : []),
      ...(flat
        ? []
        : addressed.map((operation) => ({
            openApiOperationId: operation,
            overwriteRequestPathVariables: [{ key: 'id', value: '{{webhookId}}', overwrite: true }],
          }))),
    ],
    tests: {
      contractTests: [{ openApiOperation: '*::/*', ...contractTest }],
      variationTests: [
        {
          openApiOperationId: operations.list,
          openApiResponse: '401',
          variations: [
            { name: 'noKey', overwrites: [{ overwriteRequestSecurity: { remove: true } }], tests: refused(401) },
          ],
        },
        {
          openApiOperationId: operations.create,
          openApiResponse: String(INVALID[api.provider]),
          variations: [
            {
              name: 'fuzzing',
              fuzzing: [
                {
                  requestBody: [
                    Object.fromEntries(
                      [
                        'requiredFields',
                        'minimumNumberFields',
                        'maximumNumberFields',
                        'minLengthFields',
                        'maxLengthFields',
                      ].map((name) => [name, { enabled: true }]),
                    ),
                  ],
                },
              ],
              tests: refused(INVALID[api.provider]),
            },
          ],
        },
      ],
    },
  };
}

/** With what an invalid body is refused. */
const INVALID: Record<Dialect['provider'], number> = { lava: 400, encrata: 400, agentmessage: 422, leadlex: 400 };
