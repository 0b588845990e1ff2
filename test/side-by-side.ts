/**
 * Runs scripts of package.json side by side, as many as there are cores: `node test/side-by-side.ts NAME…`. Each mostly
 * keeps one core busy and waits for no other, so one after the other leaves the rest of the machine idle. What a script
 * prints is shown in one piece when it ends; the first that fails gives its exit code once those that run have ended.
 */
import { spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { availableParallelism } from 'node:os';

const { scripts } = JSON.parse(readFileSync('package.json', 'utf8')) as { scripts: Record<string, string | undefined> };
const waiting = process.argv.slice(2);

/** Runs one script to its end, as npm would: npm has put the programs of node_modules on the PATH. */
function runScript(name: string): Promise<number> {
  const script = scripts[name];
  if (script === undefined) throw new Error(`package.json has no script ${name}.`);
  const child = spawn(script, { shell: true, stdio: ['ignore', 'pipe', 'pipe'] });
  const printed: [NodeJS.WriteStream, Buffer][] = [];
  child.stdout.on('data', (chunk: Buffer) => printed.push([process.stdout, chunk]));
  child.stderr.on('data', (chunk: Buffer) => printed.push([process.stderr, chunk]));
  return new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('close', (code) => {
      process.stdout.write(`> ${name}: ${script}\n`);
      for (const [stream, chunk] of printed) stream.write(chunk);
      if (code !== 0) process.stderr.write(`${name} failed.\n`);
      resolve(code ?? 1);
    });
  });
}

async function work(): Promise<void> {
  for (let name = waiting.shift(); name !== undefined && !process.exitCode; name = waiting.shift()) {
    const code = await runScript(name);
    process.exitCode ||= code;
  }
}

await Promise.all(Array.from({ length: availableParallelism() }, work));
