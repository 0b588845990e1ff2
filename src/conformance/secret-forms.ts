/** Secrets that one knows by their form alone, whoever's they are. */
import type { Resource } from '../contract/behaviour.ts';
import { resolveAt } from '../contract/content.ts';
import { schemasAt } from '../contract/schema-at.ts';
import type { Contract } from '../contract/types.ts';

/** The form of the secrets of a resource. */
export interface SecretForm {
  readonly resource: Resource;
  /** Finds every text of that form in a longer one. */
  readonly form: RegExp;
  /** JSON pointer of the pattern in the contract document. */
  readonly pointer: string;
}

/** A word that says what follows, one class of characters, and how many of them: `^whsec_[0-9a-f]{48}$`. */
const TELLING = /^\^((?:[A-Za-z][A-Za-z0-9]*[_-])+)(\[[^\]^][^\]]*\]|\\w)(?:\{(\d+)(,?)(\d*)\}|[+*])\$$/;
/** A shorter word stands before many things. */
const LEAST_WORD = 4;
/** Fewer characters after it may be those of an id. */
const LEAST = 16;

const known = new WeakMap<Contract, readonly SecretForm[]>();

/** The forms of secrets that nothing else has; none where a pattern does not begin with a word of its own. */
export function findSecretForms(contract: Contract): readonly SecretForm[] {
  const found = known.get(contract) ?? contract.behaviour.resources.flatMap((resource) => formsOf(contract, resource));
  known.set(contract, found);
  return found;
}

function formsOf(contract: Contract, resource: Resource): SecretForm[] {
  const { secret } = resource;
  return (secret?.shown ?? []).flatMap((role) => {
    const spec = resource.operations[role];
    const operation = contract.operations.find(({ id }) => id === spec?.operation);
    const media = (operation?.responses ?? [])
      .filter(({ status }) => status.startsWith('2'))
      .flatMap(({ content }) => content);
    return media
      .flatMap(({ schemaPointer }) =>
        schemaPointer === undefined
          ? []
          : (schemasAt(contract.document, schemaPointer, `${spec!.at}${secret!.property}`) ?? []),
      )
      .flatMap((place) => {
        const { node, pointer } = resolveAt(contract.document, place);
        const form = typeof node['pattern'] === 'string' ? toSecretForm(node['pattern']) : undefined;
        return form ? [{ resource, form, pointer: `${pointer}/pattern` }] : [];
      });
  });
}

/** A pattern of whole texts as one that finds them in a longer text; undefined where others may look the same. */
export function toSecretForm(pattern: string): RegExp | undefined {
  const [, word = '', letters = '', least = '0', comma = ',', most = ''] = TELLING.exec(pattern) ?? [];
  if (word.length < LEAST_WORD) return undefined;
  const from = Math.max(LEAST, Number(least));
  const isLong = comma === '' ? Number(least) >= LEAST : most === '' || Number(most) >= LEAST;
  if (!isLong) return undefined;
  return new RegExp(
    `(?<![A-Za-z0-9_-])${word}${letters}{${comma === '' ? from : `${from},${most}`}}(?![A-Za-z0-9])`,
    'g',
  );
}
