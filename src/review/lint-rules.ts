/** The lint rules that hold for a contract: those of redocly.yaml, else Redocly's recommended ones. */
import type { Config } from '@redocly/openapi-core';
import { HookspecError } from '../errors.ts';

/** Rules of a redocly.yaml, or of none. */
export interface LintRules {
  /** Rules for one entry under `apis`, whose own `rules` come on top; without a name those for every file. */
  forContract(name?: string): Config;
}

/**
 * Loads the rules with their presets and plugins.
 * @param file absolute path of redocly.yaml; undefined for the `recommended` preset
 * @throws HookspecError `InvalidConfig`, one detail for each problem with file:line:column
 */
export async function loadLintRules(file: string | undefined): Promise<LintRules> {
  const core = await import('@redocly/openapi-core');
  if (file === undefined) {
    const config = await core.createConfig({ extends: ['recommended'] });
    return { forContract: () => config };
  }
  const written = await load(() => core.loadConfig({ configPath: file }), file);
  // A redocly.yaml that only lists contracts asks for what Redocly does without one.
  const { extends: presets, rules } = (written.document?.parsed ?? {}) as { extends?: unknown; rules?: unknown };
  const isSilent = presets === undefined && rules === undefined;
  const config = isSilent ? await core.loadConfig({ configPath: file, customExtends: ['recommended'] }) : written;
  const problems = await core.lintConfig({ config: written, severity: 'error' });
  if (problems.length > 0) {
    const details = problems.map((problem) => {
      const [location] = problem.location;
      const at = location === undefined ? undefined : core.getLineColLocation(location).start;
      return `${file}${at === undefined ? '' : `:${at.line}:${at.col}`}  ${problem.message}`;
    });
    throw new HookspecError('InvalidConfig', `${file} is not a valid configuration.`, { details });
  }
  return { forContract: (name) => config.forAlias(name) };
}

// Redocly reports an unknown preset, a missing plugin and broken YAML as plain errors with a clear message.
async function load(action: () => Promise<Config>, file: string): Promise<Config> {
  try {
    return await action();
  } catch (error) {
    const message = String(error instanceof Error ? error.message : error).replace(/\.?\s*$/, '.');
    throw new HookspecError('InvalidConfig', `Cannot use ${file}: ${message}`, { cause: error });
  }
}
