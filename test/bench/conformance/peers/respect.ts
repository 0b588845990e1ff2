/** Redocly Respect: an Arazzo workflow of create, list, read, update and delete; it compares each answer with the contract. */
import { execFile } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { type Dialect, dialects } from '../../../servers/faults/dialect.ts';
import { writeBare } from './bare.ts';
import type { Peer } from './peer.ts';

const cli = resolve(import.meta.dirname, '../../../../node_modules/@redocly/cli/bin/cli.js');

/** The peer. */
export const respect: Peer = {
  name: 'Redocly Respect 2.77.0',
  use: 'one Arazzo workflow: create, list, read, update, delete, and a call without a key',
  better: 'workflows of any length over several APIs, written by people who know the business',
  async start(provider, stage) {
    const file = await writeBare(provider, stage.url);
    const workflow = join(dirname(file), 'workflow.arazzo.json');
    writeFileSync(workflow, JSON.stringify(toArazzo(dialects[provider], file)));
    return {
      judge: () =>
        new Promise((done) => {
          const environment = { ...process.env, REDOCLY_TELEMETRY: 'off', REDOCLY_SUPPRESS_UPDATE_NOTICE: 'true' };
          execFile(
            process.execPath,
            [cli, 'respect', workflow],
            { env: environment, timeout: 90_000 },
            (error, stdout, stderr) =>
              done(
                error === null
                  ? []
                  : `${stdout}${stderr}`
                      .split('\n')
                      .filter((line) => /✗|failed|Error/i.test(line))
                      .slice(0, 9),
              ),
          );
        }),
      async [Symbol.asyncDispose]() {},
    };
  },
};

function toArazzo(api: Dialect, file: string): object {
  const { operations, tokens, flat } = api;
  const key = { in: 'header', name: 'Authorization', value: `Bearer ${tokens.main}` };
  const id = '$steps.create.outputs.id';
  const at = { in: 'path', name: 'id', value: id };
  const body = (payload: object) => ({ contentType: 'application/json', payload });
  const is = (...statuses: number[]) => [
    { condition: statuses.map((status) => `$statusCode == ${status}`).join(' || ') },
  ];
  const one = [...api.one, api.id].join('/');
  return {
    arazzo: '1.0.1',
    info: { title: 'Webhooks', version: '1' },
    sourceDescriptions: [{ name: 'api', type: 'openapi', url: file }],
    workflows: [
      {
        workflowId: 'life',
        steps: [
          {
            stepId: 'create',
            operationId: operations.create,
            parameters: [key],
            requestBody: body(api.sample(1)),
            successCriteria: is(201),
            outputs: { id: `$response.body#/${one}` },
          },
          { stepId: 'list', operationId: operations.list, parameters: [key], successCriteria: is(200) },
          ...(api.provider === 'leadlex'
            ? []
            : [
                {
                  stepId: 'read',
                  operationId: operations.read,
                  parameters: [key, flat ? { in: 'query', name: 'id', value: id } : at],
                  successCriteria: is(200),
                },
              ]),
          {
            stepId: 'update',
            operationId: operations.update,
            parameters: [key, ...(flat ? [] : [at])],
            requestBody: body({ ...(flat && { id, url: 'https://hooks.example.com/1' }), [api.text]: 'another' }),
            successCriteria: is(200),
          },
          {
            stepId: 'delete',
            operationId: operations.remove,
            parameters: [key, ...(flat ? [] : [at])],
            ...(flat && { requestBody: body({ id }) }),
            successCriteria: is(200, 204),
          },
          { stepId: 'noKey', operationId: operations.list, successCriteria: is(401) },
        ],
      },
    ],
  };
}
