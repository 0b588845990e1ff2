/** Bundles a program for browsers, as a front-end's build does. */
import { build, type Metafile } from 'esbuild';
import { root } from './cli.ts';

/** A finished bundle. */
export interface Bundle {
  readonly text: string;
  readonly inputs: readonly string[];
  /** What the bundle still imports. */
  readonly imports: readonly string[];
}

/** Bundles a program that stands in the root of the repository. @throws Error that names what no browser has */
export async function bundleForBrowser(program: string): Promise<Bundle> {
  const { outputFiles, metafile } = await build({
    stdin: { contents: program, resolveDir: root, loader: 'ts' },
    bundle: true,
    platform: 'browser',
    format: 'esm',
    minify: true,
    write: false,
    metafile: true,
    logLevel: 'silent',
    absWorkingDir: root,
  });
  const [output] = Object.values((metafile as Metafile).outputs);
  return {
    text: outputFiles[0]!.text,
    inputs: Object.keys(output!.inputs),
    imports: output!.imports.map(({ path }) => path),
  };
}
