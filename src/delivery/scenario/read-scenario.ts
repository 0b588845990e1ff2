/** Reads a scenario from YAML or JSON; whatever is wrong in it is told at once, with its place. */
import { didYouMean } from '../../contract/nearest.ts';
import { toPointer } from '../../contract/pointer.ts';
import { parseSource } from '../../contract/source/parse-source.ts';
import { toProblem, toSourceError, type SourceProblem } from '../../contract/source/problem.ts';
import { readSource } from '../../contract/source/read-source.ts';
import type { Contract } from '../../contract/types.ts';
import { readStep, type Report } from './read-step.ts';
import type { Scenario, ScenarioStep } from './scenario.ts';

/**
 * Loads a scenario.
 * @param file absolute path
 * @throws HookspecError FileNotFound, UnreadableFile, InvalidScenario with file:line for each problem
 */
export async function loadScenario(file: string, contract: Contract, cwd: string): Promise<Scenario> {
  const source = parseSource(await readSource(file, cwd), file);
  const problems: SourceProblem[] = [...source.problems];
  const report: Report = (path, what, fix) => {
    problems.push(toProblem(source.places, { pointer: toPointer(path), what, ...(fix !== undefined && { fix }) }));
  };
  const scenario = problems.length === 0 ? readRoot(source.value, contract, report) : { steps: [] };
  if (problems.length > 0) throw toSourceError('InvalidScenario', file, 'scenario', problems, cwd);
  return scenario;
}

function readRoot(value: unknown, contract: Contract, report: Report): Scenario {
  const root = readMap(value, [], ['to', 'steps'], report);
  const { to, steps } = root ?? {};
  if (to !== undefined && (typeof to !== 'string' || !URL.canParse(to))) report(['to'], '`to` is no URL');
  if (!Array.isArray(steps) || steps.length === 0) {
    if (root) report(steps === undefined ? [] : ['steps'], 'there are no steps', 'write `steps:` with a list');
    return { steps: [] };
  }
  const names: string[] = [];
  const read = steps.flatMap((step: unknown, index): ScenarioStep[] => {
    const path = ['steps', String(index)];
    const members = readMap(step, path, STEP, report);
    if (!members) return [];
    const found = readStep(members, path, { contract, names, report });
    if (found?.name !== undefined) names.push(found.name);
    return found ? [found] : [];
  });
  return { ...(typeof to === 'string' && { to }), steps: read };
}

const STEP = ['name', 'event', 'data', 'set', 'fault', 'count', 'expect', 'wait'];

function readMap(
  value: unknown,
  path: readonly string[],
  known: readonly string[],
  report: Report,
): Readonly<Record<string, unknown>> | undefined {
  if (value === null || typeof value !== 'object' || Array.isArray(value)) {
    report(path, path.length === 0 ? 'the file is not a map' : 'a step is not a map');
    return undefined;
  }
  for (const key of Object.keys(value)) {
    if (!known.includes(key)) report([...path, key], `there is no member \`${key}\`.${didYouMean(key, known)}`);
  }
  return value as Record<string, unknown>;
}
