import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import { loadContract } from '../../src/contract/load.ts';
import { findRegistry } from '../../src/contract/registry.ts';
import { createSchemaCompiler, type SchemaCompiler } from '../../src/contract/schema.ts';
import type { Header, MediaType, Parameter } from '../../src/contract/types.ts';

const { entries } = await findRegistry(fileURLToPath(new URL('../..', import.meta.url)));

/** `where name: at message` for each example of a body, header or parameter that its schema refuses. */
function refusedExamples(
  compiler: SchemaCompiler,
  where: string,
  content: readonly (MediaType | Header | Parameter)[],
  direction: 'request' | 'response',
): string[] {
  return content.flatMap(({ schemaPointer, examples }) =>
    schemaPointer === undefined
      ? []
      : examples.flatMap((example) =>
          compiler
            .compile(
              schemaPointer,
              direction,
            )(example.value)
            .map(({ at, message }) => `${where} ${example.name}: ${at} ${message}`),
        ),
  );
}

describe.each(entries.map(({ name }) => name))('the contract of %s', (name) => {
  test('has only examples that fit their schemas, and schemas that are checked to the last keyword', async () => {
    const contract = await loadContract(name);
    const compiler = createSchemaCompiler(contract);
    const refused = [
      ...contract.operations.flatMap(({ id, parameters, requestBody, responses }) => [
        ...refusedExamples(compiler, id, parameters, 'request'),
        ...refusedExamples(compiler, id, requestBody?.content ?? [], 'request'),
        ...responses.flatMap((response) =>
          refusedExamples(compiler, `${id} ${response.status}`, [...response.content, ...response.headers], 'response'),
        ),
      ]),
      ...contract.events.flatMap((event) =>
        refusedExamples(compiler, event.name, [...(event.body ? [event.body] : []), ...event.headers], 'request'),
      ),
    ];
    expect({ refused, warnings: compiler.warnings }).toEqual({ refused: [], warnings: [] });
  });
});
