/** What `info.version` should become after a change, by Semantic Versioning 2.0.0 (https://semver.org). */
import type { Bump, Change, VersionAdvice } from './change.ts';

/** A version taken apart. */
interface Version {
  /** Major, minor, patch. */
  readonly core: readonly [number, number, number];
  /** Identifiers after `-`; none for a release. */
  readonly pre: readonly string[];
  /** What stood before the first number: `v` or nothing. */
  readonly lead: string;
}

const FORM =
  /^(v?)(0|[1-9]\d*)\.(0|[1-9]\d*)\.(0|[1-9]\d*)(?:-([0-9a-z-]+(?:\.[0-9a-z-]+)*))?(?:\+[0-9a-z-]+(?:\.[0-9a-z-]+)*)?$/i;

/**
 * The least version that says what the changes are: what breaks asks for a major step, what adds or warns for a minor one,
 * what is proved to change nothing for a patch. Below 1.0.0 a minor step may break, so each step is one size smaller.
 * Approvals do not count: a break that was agreed on is a break.
 * @returns undefined for a version that is not semver
 */
export function adviseVersion(base: string, changes: readonly Pick<Change, 'level'>[]): VersionAdvice | undefined {
  const version = parse(base);
  if (!version) return undefined;
  const bump = toBump(changes, version.core[0] === 0);
  return { bump, nextVersion: bump === 'none' ? base : raise(version, bump) };
}

/**
 * Whether the newer version was raised enough. A version that is no semver has no size of step: it only has to be another
 * one than before when something asks for a step.
 * @returns a sentence that says what is wrong, or undefined
 */
export function findVersionFault(
  base: string,
  head: string,
  changes: readonly Pick<Change, 'level'>[],
): string | undefined {
  const advice = adviseVersion(base, changes);
  if (!advice) {
    const isSame = base === head && toBump(changes, false) !== 'none';
    return isSame ? `info.version is still ${head || 'empty'}, although the contract has changed` : undefined;
  }
  const [from, to, least] = [parse(base)!, parse(head), parse(advice.nextVersion)!];
  if (!to) return `info.version ${head || '(empty)'} is not semver, as ${base} was`;
  // Pre-releases of the version that is due may still change in any way, but each needs a name of its own.
  const isPreview = to.pre.length > 0 && compareCore(to, least) >= 0 && compare(to, from) > 0;
  if (isPreview || compare(to, least) >= 0) return undefined;
  return advice.bump === 'none'
    ? `info.version went back from ${base} to ${head}`
    : `info.version is ${head}; after ${base} these changes ask for ${advice.nextVersion} or higher`;
}

function toBump(changes: readonly Pick<Change, 'level'>[], isInitial: boolean): Bump {
  const has = (level: Change['level']): boolean => changes.some((change) => change.level === level);
  if (has('breaking')) return isInitial ? 'minor' : 'major';
  if (has('warning') || has('info')) return isInitial ? 'patch' : 'minor';
  return changes.length > 0 ? 'patch' : 'none';
}

/** A pre-release becomes its release where that is step enough: 2.0.0-rc.1 → 2.0.0. */
function raise({ core: [major, minor, patch], pre, lead }: Version, bump: Exclude<Bump, 'none'>): string {
  const isPre = pre.length > 0;
  if (bump === 'major') return `${lead}${isPre && minor === 0 && patch === 0 ? major : major + 1}.0.0`;
  if (bump === 'minor') return `${lead}${major}.${isPre && patch === 0 ? minor : minor + 1}.0`;
  return `${lead}${major}.${minor}.${isPre ? patch : patch + 1}`;
}

function parse(text: string): Version | undefined {
  const [, lead = '', major, minor, patch, pre] = FORM.exec(text) ?? [];
  if (major === undefined) return undefined;
  return { lead, core: [Number(major), Number(minor), Number(patch)], pre: pre === undefined ? [] : pre.split('.') };
}

function compareCore(a: Version, b: Version): number {
  const index = a.core.findIndex((number, at) => number !== b.core[at]);
  return index === -1 ? 0 : a.core[index]! - b.core[index]!;
}

/** Rule 11 of the specification. */
function compare(a: Version, b: Version): number {
  const core = compareCore(a, b);
  if (core !== 0) return core;
  if (a.pre.length === 0 || b.pre.length === 0) return b.pre.length - a.pre.length;
  for (const [index, left] of a.pre.entries()) {
    const right = b.pre[index];
    if (right === undefined) return 1;
    const order = compareIdentifier(left, right);
    if (order !== 0) return order;
  }
  return a.pre.length - b.pre.length;
}

function compareIdentifier(a: string, b: string): number {
  const [left, right] = [a, b].map((text) => (/^\d+$/.test(text) ? Number(text) : undefined));
  if (left !== undefined && right !== undefined) return left - right;
  if (left !== undefined || right !== undefined) return left === undefined ? 1 : -1;
  return a < b ? -1 : Number(a > b);
}
