/** What is wrong or doubtful about the schemas of a contract, all of them. */
import { createSchemaCompiler } from './schema.ts';
import type { Contract, MediaType, Parameter } from './types.ts';

/** One finding about a schema. */
export interface SchemaFinding {
  /** `error`: no validator can be made of it. `warning`: something checks nothing or had to be translated. */
  readonly severity: 'error' | 'warning';
  /** One sentence. That of an error names the place too. */
  readonly message: string;
  /** JSON pointer in `Contract.document`; `Contract.locate` turns it into a file and a line. */
  readonly pointer: string;
}

type Described = Pick<Parameter | MediaType, 'schemaPointer'>;

/** Checks the schemas of every operation and event, each in the directions it is used, without compiling one. */
export function checkSchemas(contract: Pick<Contract, 'document' | 'operations' | 'events'>): SchemaFinding[] {
  const compiler = createSchemaCompiler(contract);
  const prepare = (parts: readonly Described[], direction: 'request' | 'response'): void => {
    for (const { schemaPointer } of parts) if (schemaPointer !== undefined) compiler.prepare(schemaPointer, direction);
  };
  for (const { parameters, requestBody, responses } of contract.operations) {
    prepare(parameters, 'request');
    prepare(requestBody?.content ?? [], 'request');
    for (const response of responses) prepare([...response.content, ...response.headers], 'response');
  }
  for (const { body, headers } of contract.events) prepare([...(body ? [body] : []), ...headers], 'response');
  const errors = compiler.checkPrepared().map(({ pointer, error }) => ({
    severity: 'error' as const,
    message: error.message,
    pointer,
  }));
  const warnings = compiler.warnings.map((warning) => ({ severity: 'warning' as const, ...warning }));
  // Both directions read the same schema.
  return [...new Map([...errors, ...warnings].map((entry) => [JSON.stringify(entry), entry])).values()];
}
