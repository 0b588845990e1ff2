import { createHash } from 'node:crypto';
import type { Resource } from '../../contract/behaviour.ts';
import { schemasAt } from '../../contract/schema-at.ts';
import type { CaseRun } from '../case.ts';
import { beginLife } from '../life.ts';
import { nameOf } from '../exchange.ts';
import { obtain } from '../resources.ts';
import { toFacets } from '../../contract/instance/facets.ts';
import { findVariant } from '../variants.ts';
import { defineBehaviourCheck, rulePointer } from './behaviour-cases.ts';

/** Characters after a prefix such as `whsec_` that a secret has at least, where the contract says nothing. */
const LEAST = 16;
/** Two secrets of a good generator differ nearly everywhere. */
const DIFFERENT = 6;

/** Secrets are long enough, and nobody can tell one from an id or from another secret. */
export const secretStrength = defineBehaviourCheck({
  name: 'secret-strength',
  title: (resource) => `makes secrets of a ${resource.name} that nobody can guess`,
  applies: (resource) => resource.secret !== undefined,
  async run(run, resource) {
    const { exchange } = await beginLife(run, resource);
    // A second one to compare with, where the limit has room for it.
    if (resource.limit === undefined) await obtain(run, resource);
    const secrets = run.world.secrets.filter((secret) => secret.resource === resource).map(({ value }) => value);
    const problem = toProblem(run, resource, secrets);
    if (!problem) return;
    run.report({
      code: problem.code,
      message: `${nameOf(exchange.operation)} gives ${problem.text}.`,
      exchange,
      responsePointer: `${exchange.variant.spec!.at}${resource.secret!.property}`,
      contractPointer: rulePointer(resource, 'secret'),
      key: `${resource.name} secret strength`,
    });
  },
});

function toProblem(
  run: CaseRun,
  resource: Resource,
  secrets: readonly string[],
): { code: 'SecretTooShort' | 'SecretPredictable'; text: string } | undefined {
  const bodies = secrets.map((secret) => secret.replace(/^([A-Za-z]{2,12}[_-]){1,3}/, ''));
  const short = bodies.find((body) => body.length < LEAST);
  if (short !== undefined && !hasForm(run, resource))
    return {
      code: 'SecretTooShort',
      text: `a secret of ${short.length} characters; ${LEAST} are the least that is safe`,
    };
  const ids = run.world.owned.filter((owned) => owned.resource === resource).map(({ id }) => id);
  if (bodies.some((body) => ids.some((id) => isMadeOf(body, id))))
    return { code: 'SecretPredictable', text: 'a secret that is made of an id' };
  if (bodies.some((body) => new Set(body).size < 5))
    return { code: 'SecretPredictable', text: 'a secret that repeats a few characters' };
  const isClose = bodies.some((body, index) =>
    bodies.slice(0, index).some((other) => difference(body, other) < DIFFERENT),
  );
  return isClose ? { code: 'SecretPredictable', text: 'secrets that hardly differ from each other' } : undefined;
}

/** A secret that is the same twice has been reported as such. */
function difference(left: string, right: string): number {
  if (left.length !== right.length || left === right || left.length < LEAST) return Infinity;
  return [...left].filter((letter, index) => letter !== right[index]).length;
}

function isMadeOf(secret: string, id: string): boolean {
  const plain = id
    .toLowerCase()
    .replace(/^[a-z]{1,12}[_-]/, '')
    .replace(/[^a-z0-9]/g, '');
  const text = secret.toLowerCase().replace(/[^a-z0-9]/g, '');
  if (plain.length < 4) return false;
  if (plain.length >= 8 && (text.includes(plain) || plain.includes(text))) return true;
  const bytes = Buffer.from(id);
  const derived = [bytes.toString('hex'), bytes.toString('base64'), bytes.toString('base64url')];
  for (const algorithm of ['md5', 'sha1', 'sha256']) {
    for (const encoding of ['hex', 'base64', 'base64url'] as const)
      derived.push(createHash(algorithm).update(id).digest(encoding));
  }
  return derived.some((value) => value.length >= LEAST && (secret.includes(value) || value.includes(secret)));
}

/** Whether the contract says itself how long a secret is, so that the schema has judged it. */
function hasForm(run: CaseRun, resource: Resource): boolean {
  const variant = findVariant(run.variants, resource, 'create')!;
  const media = variant.operation.responses
    .filter(({ status }) => status.startsWith('2'))
    .flatMap(({ content }) => content)
    .find(({ schemaPointer }) => schemaPointer !== undefined);
  const at = `${variant.spec!.at}${resource.secret!.property}`;
  const places = media === undefined ? [] : (schemasAt(run.contract.document, media.schemaPointer!, at) ?? []);
  return places
    .flatMap((place) => toFacets(run, place))
    .some(({ schema }) => ['pattern', 'minLength', 'format', 'enum', 'const'].some((name) => name in schema));
}
