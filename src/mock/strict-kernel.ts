/** `--errors`: an answer that breaks its own contract is an error, so that nobody builds on it. */
import type { SchemaCompiler } from '../contract/schema.ts';
import type { Contract } from '../contract/types.ts';
import { after } from './after.ts';
import type { Kernel } from './kernel.ts';
import type { PlainResponse } from './message.ts';
import { createResponseCheck, toViolationProblem } from './schema-answers/response-check.ts';

/** A kernel whose answers are held against the contract. */
export function createStrictKernel(kernel: Kernel, contract: Contract, compiler: SchemaCompiler): Kernel {
  const check = createResponseCheck(compiler);
  const operations = new Map(contract.operations.map((operation) => [operation.id, operation]));
  const judge = (response: PlainResponse): PlainResponse => {
    const operation = operations.get(response.note?.operation ?? '');
    const violations = operation ? check(operation, response) : [];
    if (violations.length === 0) return response;
    return { ...toViolationProblem(violations), note: { ...response.note, condition: 'invalidResponse' } };
  };
  return (request) => after(kernel(request), judge);
}
