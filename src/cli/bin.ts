#!/usr/bin/env node
// No static import here: on an older Node the modules behind it would fail to parse before this sentence could be said.
const NEEDED = [24, 18] as const;
const [major = 0, minor = 0] = process.versions.node.split('.').map(Number);

if (major < NEEDED[0] || (major === NEEDED[0] && minor < NEEDED[1])) {
  process.stderr.write(
    `hookspec needs Node ${NEEDED.join('.')} or newer; this is ${process.versions.node}. Install a current Node and run the command again.\n`,
  );
  process.exitCode = 2;
} else {
  // Compiled code is kept between runs: most of a short command's time is reading its modules.
  const { enableCompileCache, flushCompileCache } = process.getBuiltinModule('node:module');
  enableCompileCache();
  // Node writes it when the process ends; test runners end a mock without leave.
  setTimeout(flushCompileCache, 2000).unref();
  const { runProcess } = await import('./main.ts');
  await runProcess();
}

export {};
