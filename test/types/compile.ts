/** Runs the TypeScript compilers that generated code must satisfy. */
import { spawn } from 'node:child_process';
import { join } from 'node:path';

const modules = join(import.meta.dirname, '../../node_modules');

const TYPESCRIPT_7 = join(modules, 'typescript7/bin/tsc');

/** Name and entry file of each compiler. */
export const compilers = [
  ['TypeScript 5.9', join(modules, 'typescript/bin/tsc')],
  ['TypeScript 7', TYPESCRIPT_7],
] as const;

/** Options for compilers, as in tsconfig.json. */
export type CompilerOptions = Readonly<Record<string, string | boolean | readonly string[]>>;

/**
 * Compiles a project without writing anything.
 * @param project absolute path of its tsconfig.json
 * @returns what the compiler prints: one line per error, empty when there is none
 */
export function compile(compiler: string, project: string): Promise<string> {
  // TypeScript 7 shares files out among checkers that each work out the types for themselves; other tests run meanwhile.
  const alone = compiler === TYPESCRIPT_7 ? ['--checkers', '1'] : [];
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [compiler, '--noEmit', '--pretty', 'false', ...alone, '-p', project]);
    let output = '';
    child.stdout.on('data', (chunk: Buffer) => (output += String(chunk)));
    child.stderr.on('data', (chunk: Buffer) => (output += String(chunk)));
    child.on('error', reject);
    child.on('close', () => resolve(output));
  });
}
