import { getAt, parsePointer, toPointer } from '../../contract/pointer.ts';
import { schemasAt } from '../../contract/schema-at.ts';
import type { Draft } from '../case.ts';
import { isSuccess, nameOf } from '../exchange.ts';
import type { JudgeContext, ResponseCheck } from '../judge.ts';
import { findMedia } from '../media.ts';
import { findSecretForms, type SecretForm } from '../secret-forms.ts';
import { createSecretNames } from '../secret-names.ts';

/** No answer shows a secret, in its body or in its headers, but the one that may: neither of the run's own nor another. */
export const secretLeak: ResponseCheck = {
  name: 'secret-leak',
  stops: false,
  check: (context) => [...findShown(context), ...findForms(context), ...findHalves(context)],
};

/** Secrets that were shown once. */
function findShown({ world, exchange }: JudgeContext): Draft[] {
  const { response, variant, operation } = exchange;
  return world.secrets.flatMap(({ value, resource }): Draft[] => {
    const contractPointer = `/x-resource${toPointer([resource.name])}/secret`;
    const shown = resource.secret!.shown.some((role) => role === variant.role) && variant.resource === resource;
    const own = `${variant.spec?.at ?? ''}${resource.secret!.property}`;
    if (shown && getAt(response.json, own) === value) {
      const message = `${nameOf(operation)} answered with the secret of an earlier answer; every ${resource.name} has its own.`;
      return [
        {
          code: 'SecretNotDistinct',
          message,
          contractPointer,
          responsePointer: own,
          proof: { kind: 'differs', at: own, value },
          key: contractPointer,
        },
      ];
    }
    const places = findText(response.json, value, '');
    const header = [...response.headers.keys()].find((name) => response.headers.get(name)!.includes(value));
    const isInBody = places.length > 0 || response.text.includes(value);
    if (!isInBody && header === undefined) return [];
    const where = isInBody ? '' : ` in the header ${header}`;
    const message = `${nameOf(operation)} answered with the secret of the ${resource.name}${where}, which only ${resource.secret!.shown.join(' and ')} may show.`;
    return [
      {
        code: 'SecretReturnedTwice',
        message,
        contractPointer,
        responsePointer: places[0] ?? '',
        expected: 'no secret',
        received: 'the secret',
        ...(isInBody ? { proof: { kind: 'lacks', text: value } } : { replay: false }),
        key: contractPointer,
      },
    ];
  });
}

/** Halves of secrets that were shown once; what the contract documents as a hint may be as long as it says. */
function findHalves({ contract, world, exchange, documented }: JudgeContext): Draft[] {
  const { response, request, variant, operation } = exchange;
  const texts = isDeep(response.json) ? collectTexts(response.json, '') : [{ at: '', text: response.text }];
  const sent = [request.url, request.body ?? '', ...Object.values(request.headers)];
  const all = texts.map(({ text }) => text).join('\n');
  for (const { value, resource, halves } of world.secrets) {
    const own = `${variant.spec?.at ?? ''}${resource.secret!.property}`;
    for (const half of halves.filter((part) => all.includes(part))) {
      const isKnown = sent.some((text) => text.includes(half)) || world.owned.some(({ id }) => id.includes(half));
      // The whole secret is told as such, and a secret like another one as what it is.
      const found = texts.find(({ at, text }) => text.includes(half) && !text.includes(value) && at !== own);
      if (!found || isKnown || isHint(contract, exchange, documented, found.at)) continue;
      const contractPointer = `/x-resource${toPointer([resource.name])}/secret`;
      return [
        {
          code: 'SecretReturnedTwice',
          message: `${nameOf(operation)} answered with half of the secret of the ${resource.name} or more, which only ${resource.secret!.shown.join(' and ')} may show.`,
          contractPointer,
          responsePointer: found.at,
          expected: 'no secret',
          received: 'a part of the secret',
          severity: 'warning',
          replay: false,
          key: contractPointer,
        },
      ];
    }
  }
  return [];
}

/** How properties are called that show a part of something. */
const HINT = /prefix|suffix|hint|preview|first|last|mask|partial|redacted|truncated|fingerprint/i;

function isHint(
  contract: JudgeContext['contract'],
  { response }: JudgeContext['exchange'],
  documented: JudgeContext['documented'],
  at: string,
): boolean {
  const media = documented && findMedia(documented, response.headers.get('content-type') ?? '');
  if (media?.schemaPointer === undefined || !HINT.test(parsePointer(at).at(-1) ?? '')) return false;
  return (schemasAt(contract.document, media.schemaPointer, at) ?? []).length > 0;
}

/** Texts that are secrets by their form: of what others have, which no answer to the run may show. */
function findForms(context: JudgeContext): Draft[] {
  const { contract, exchange } = context;
  const { response, operation } = exchange;
  return findSecretForms(contract).flatMap((form): Draft[] => {
    const { resource } = form;
    const inBody = isDeep(response.json) ? collectTexts(response.json, '') : [{ at: '', text: response.text }];
    const inHeaders = [...response.headers].map(([header, text]) => ({ at: '', text, header }));
    const found = [...inBody, ...inHeaders].find(({ at, text }) =>
      (text.match(form.form) ?? []).some((secret) => isForeign(context, form, secret, at)),
    );
    if (!found) return [];
    const where = 'header' in found ? ` in the header ${found.header}` : '';
    const contractPointer = `/x-resource${toPointer([resource.name])}/secret`;
    return [
      {
        code: 'SecretReturnedTwice',
        message: `${nameOf(operation)} answered ${response.status} with a text${where} that has the form of the secret of a ${resource.name}, which only ${resource.secret!.shown.join(' and ')} may show.`,
        contractPointer,
        restsOn: [form.pointer],
        responsePointer: found.at,
        expected: 'no secret',
        received: 'a text of the form of a secret',
        // A replay would have to carry the text.
        replay: false,
        key: contractPointer,
      },
    ];
  });
}

/** A secret that nobody has shown so far, at a place that no secret belongs to. */
function isForeign(
  { contract, world, exchange, documented }: JudgeContext,
  { resource }: SecretForm,
  secret: string,
  at: string,
): boolean {
  const { request, response, variant } = exchange;
  if (world.secrets.some(({ value }) => value.includes(secret))) return false;
  // One that was sent comes back, one of the documentation is nobody's, and one of few letters is a mask.
  const sent = [request.url, request.body ?? '', ...Object.values(request.headers)];
  if (sent.some((text) => text.includes(secret)) || JSON.stringify(contract.document).includes(secret)) return false;
  if (new Set(secret.slice(secret.lastIndexOf('_') + 1)).size < 5) return false;
  const isRole = variant.resource === resource && resource.secret!.shown.some((role) => role === variant.role);
  const { property } = resource.secret!;
  const own = `${variant.spec?.at ?? ''}${property}`;
  // What was created although the answer says otherwise is a fault of its own.
  if (isRole && at === own) return false;
  if (isRole && isSuccess(exchange) && (at.endsWith(property) || getAt(response.json, own) === secret)) return false;
  // What the contract documents as a secret is shown by another of its rules.
  const media = documented && findMedia(documented, response.headers.get('content-type') ?? '');
  const name = parsePointer(at).at(-1) ?? '';
  const places =
    media?.schemaPointer === undefined ? [] : (schemasAt(contract.document, media.schemaPointer, at) ?? []);
  return places.length === 0 || !createSecretNames(contract).isSecret(name);
}

function isDeep(json: unknown): boolean {
  return typeof json === 'object' && json !== null;
}

function collectTexts(node: unknown, at: string): { readonly at: string; readonly text: string }[] {
  if (typeof node === 'string') return [{ at, text: node }];
  if (node === null || typeof node !== 'object') return [];
  return Object.entries(node).flatMap(([key, value]) => collectTexts(value, at + toPointer([key])));
}

function findText(node: unknown, text: string, at: string): string[] {
  if (typeof node === 'string') return node.includes(text) ? [at] : [];
  if (node === null || typeof node !== 'object') return [];
  return Object.entries(node).flatMap(([key, value]) => findText(value, text, at + toPointer([key])));
}
