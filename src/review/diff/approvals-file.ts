/** Reads and writes the file of approvals: YAML or JSON. */
import { existsSync, writeFileSync } from 'node:fs';
import { parseSource, type ParsedSource } from '../../contract/source/parse-source.ts';
import { toProblem, toSourceError, type Fault } from '../../contract/source/problem.ts';
import { readSource } from '../../contract/source/read-source.ts';
import { toShownFile } from '../../contract/source/shown-place.ts';
import type { Json } from '../../contract/types.ts';
import { asObject, asText, isObject } from '../../contract/value.ts';
import { HookspecError } from '../../errors.ts';
import type { Approval } from './approve.ts';

/** The members that an entry may have. */
const MEMBERS = ['fingerprint', 'contract', 'change', 'reason', 'expires'];

/**
 * Reads approvals.
 * @param file absolute path
 * @param isUpdate the file is about to be written anew: reasons may be missing, and so may the file
 * @throws HookspecError `FileNotFound`, `UnreadableFile`, and `InvalidApprovals` with every problem at once
 */
export async function loadApprovals(file: string, cwd: string, isUpdate = false): Promise<readonly Approval[]> {
  if (isUpdate && !existsSync(file)) return [];
  const source = parseSource(await readSource(file, cwd), file);
  const faults = source.problems.length > 0 ? [] : findFaults(source.value, isUpdate);
  const problems = [...source.problems, ...faults.map((fault) => toProblem(source.places, fault))];
  if (problems.length > 0) throw toSourceError('InvalidApprovals', file, 'list of approvals', problems, cwd);
  return toList(source).map((entry) => ({
    ...(entry as unknown as Approval),
    reason: asText(asObject(entry)['reason']),
  }));
}

/** @throws HookspecError `UnreadableFile` */
export function writeApprovals(file: string, approvals: readonly Approval[], cwd: string): void {
  const text = file.endsWith('.json') ? `${JSON.stringify({ approvals }, null, 2)}\n` : toYaml(approvals);
  try {
    writeFileSync(file, text);
  } catch (cause) {
    const message = `The approvals ${toShownFile(file, cwd)} cannot be written: ${(cause as Error).message}`;
    throw new HookspecError('UnreadableFile', message, { cause });
  }
}

function toList({ value }: ParsedSource): readonly Json[] {
  return isObject(value) ? ((value['approvals'] ?? []) as readonly Json[]) : [];
}

function findFaults(value: Json, isUpdate: boolean): Fault[] {
  const fix = 'write `approvals:` with one entry for each change';
  if (!isObject(value)) return [{ pointer: '', what: 'the file is not a map', fix }];
  const list = value['approvals'];
  if (list === undefined) return [{ pointer: '', what: '`approvals` is missing', fix }];
  if (list === null) return [];
  if (!Array.isArray(list)) return [{ pointer: '/approvals', what: '`approvals` is not a list', fix }];
  return list.flatMap((entry: Json, index) => findEntryFaults(entry, `/approvals/${index}`, isUpdate));
}

function findEntryFaults(entry: Json, pointer: string, isUpdate: boolean): Fault[] {
  if (!isObject(entry))
    return [{ pointer, what: 'an approval is not a map', fix: 'give it a fingerprint and a reason' }];
  const { fingerprint, reason, expires, contract } = entry;
  const faults: (Fault | false)[] = [
    !(typeof fingerprint === 'string' && /^[\da-f]{16}$/.test(fingerprint)) && {
      pointer: fingerprint === undefined ? pointer : `${pointer}/fingerprint`,
      what: 'an approval needs the `fingerprint` of its change: 16 hex digits',
      fix: 'copy it, in quotes, from the output of `hookspec diff`',
    },
    !isUpdate &&
      !(typeof reason === 'string' && reason.trim() !== '') && {
        pointer: reason === undefined ? pointer : `${pointer}/reason`,
        what: 'an approval without a reason is none',
        fix: 'say in `reason` who agreed to it and why',
      },
    !(expires === undefined || (typeof expires === 'string' && isDay(expires))) && {
      pointer: `${pointer}/expires`,
      what: '`expires` is no day',
      fix: 'write it as YYYY-MM-DD',
    },
    !(contract === undefined || typeof contract === 'string') && {
      pointer: `${pointer}/contract`,
      what: '`contract` is no name',
      fix: 'write the name of one contract, or nothing for all',
    },
    ...Object.keys(entry)
      .filter((name) => !MEMBERS.includes(name))
      .map((name) => ({
        pointer: `${pointer}/${name.replaceAll('~', '~0').replaceAll('/', '~1')}`,
        what: `an approval has no \`${name}\``,
        fix: `it has ${MEMBERS.join(', ')}`,
      })),
  ];
  return faults.filter((fault) => fault !== false);
}

function isDay(text: string): boolean {
  return /^\d{4}-\d\d-\d\d$/.test(text) && !Number.isNaN(Date.parse(text));
}

/** Texts in double quotes are the same in JSON and YAML. */
function toYaml(approvals: readonly Approval[]): string {
  const head =
    '# Changes that were agreed on, read by `hookspec diff … --approve`. An entry holds until its change becomes\n# another one.\n';
  if (approvals.length === 0) return `${head}approvals: []\n`;
  const entries = approvals.map((approval) => {
    const lines = MEMBERS.flatMap((name) => {
      const text = approval[name as keyof Approval];
      return text === undefined ? [] : `${name}: ${JSON.stringify(text)}\n`;
    });
    return `  - ${lines.join('    ')}`;
  });
  return `${head}approvals:\n${entries.join('')}`;
}
