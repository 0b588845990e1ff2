/** The lint rules that hold for a contract: those of redocly.yaml, else the recommended ones of Redocly and of our plugin. */
import { join } from 'node:path';
import type { Config, LocationObject, Plugin } from '@redocly/openapi-core';
import { packageRoot } from '../contract/package-root.ts';
import { didYouMean } from '../contract/nearest.ts';
import { toPointer } from '../contract/pointer.ts';
import { asObject, isObject } from '../contract/value.ts';
import { HookspecError } from '../errors.ts';
import createPlugin from './plugin/redocly-plugin.ts';
import { ruleSummaries } from './rules/registry.ts';

/** Rules of a redocly.yaml, or of none. */
export interface LintRules {
  /** Rules for one entry under `apis`, whose own `rules` come on top; without a name those for every file. */
  forContract(name?: string): Config;
}

type Core = typeof import('@redocly/openapi-core');

/** What holds where nobody says anything. */
const PRESETS = ['recommended', 'hookspec/recommended'];

/** How a redocly.yaml names our plugin. */
const PLUGIN = 'hookspec/redocly-plugin';

/**
 * Loads the rules with their presets and plugins. Our own plugin is always there, even where the package is not installed
 * beside the redocly.yaml that names it.
 * @param file absolute path of redocly.yaml; undefined for the presets `recommended` and `hookspec/recommended`
 * @throws HookspecError `InvalidConfig`, one detail for each problem with file:line:column
 */
export async function loadLintRules(file: string | undefined): Promise<LintRules> {
  const core = await import('@redocly/openapi-core');
  if (file === undefined) {
    const config = await core.createConfig({ extends: PRESETS }, { plugins: [toLoaded(createPlugin())] });
    return { forContract: () => config };
  }
  const load = (presets?: string[]): Promise<Config> => loadFile(core, file, presets);
  const written = await explain(() => load(), file);
  // A redocly.yaml that only lists contracts asks for what holds without one.
  const { extends: presets, rules } = (written.document?.parsed ?? {}) as { extends?: unknown; rules?: unknown };
  const config = presets === undefined && rules === undefined ? await load(PRESETS) : written;
  const problems = await core.lintConfig({ config: written, severity: 'error' });
  const faults = [
    ...problems.map(({ location, message }) => ({ location: location[0], message })),
    ...findUnknownRules(written),
  ];
  if (faults.length > 0) {
    const details = faults.map(({ location, message }) => {
      const at = location === undefined ? undefined : core.getLineColLocation(location).start;
      return `${file}${at === undefined ? '' : `:${at.line}:${at.col}`}  ${message}`;
    });
    throw new HookspecError('InvalidConfig', `${file} is not a valid configuration.`, { details });
  }
  return { forContract: (name) => config.forAlias(name) };
}

async function loadFile(core: Core, file: string, presets: string[] | undefined): Promise<Config> {
  const resolver = new core.BaseResolver();
  const document = await resolver.resolveDocument(null, file, true);
  if (!(document instanceof Error)) {
    resolver.cache.set(file, Promise.resolve({ ...document, parsed: withoutOwnPlugin(document.parsed, file) }));
  }
  return core.loadConfig({
    configPath: file,
    externalRefResolver: resolver,
    plugins: [toLoaded(createPlugin())],
    ...(presets && { customExtends: presets }),
  });
}

/** A redocly.yaml that does not name our plugin: it is there. The one of the package names its source, which is not shipped. */
function withoutOwnPlugin(parsed: unknown, file: string): unknown {
  if (!isObject(parsed) || !Array.isArray(parsed['plugins'])) return parsed;
  const isShipped = file === join(packageRoot(), 'redocly.yaml');
  const plugins = (parsed['plugins'] as readonly unknown[]).filter((entry) => entry !== PLUGIN && !isShipped);
  return { ...parsed, plugins };
}

/** A plugin as Redocly keeps it once loaded: with its name before those of its rules. */
function toLoaded(plugin: Plugin): Plugin {
  const oas3 = Object.entries(plugin.rules?.oas3 ?? {}).map(([name, rule]) => [`${plugin.id}/${name}`, rule] as const);
  return { ...plugin, rules: { oas3: Object.fromEntries(oas3) } };
}

/** Rules of our plugin that there are none of: Redocly passes over what a plugin does not know. */
function findUnknownRules({ document }: Config): { location: LocationObject; message: string }[] {
  const parsed = asObject(document?.parsed);
  const apis = Object.entries(asObject(parsed['apis'])).map(([name, api]) => [asObject(api), ['apis', name]] as const);
  return [[parsed, []] as const, ...apis].flatMap(([holder, path]) =>
    Object.keys(asObject(holder['rules']))
      .filter((name) => name.startsWith('hookspec/') && !Object.hasOwn(ruleSummaries, name))
      .map((name) => ({
        location: { source: document!.source, pointer: `#${toPointer([...path, 'rules', name])}`, reportOnKey: true },
        message: `There is no rule \`${name}\`.${didYouMean(name, Object.keys(ruleSummaries))}`,
      })),
  );
}

// Redocly reports an unknown preset, a missing plugin and broken YAML as plain errors with a clear message.
async function explain(action: () => Promise<Config>, file: string): Promise<Config> {
  try {
    return await action();
  } catch (error) {
    const message = String(error instanceof Error ? error.message : error).replace(/\.?\s*$/, '.');
    throw new HookspecError('InvalidConfig', `Cannot use ${file}: ${message}`, { cause: error });
  }
}
