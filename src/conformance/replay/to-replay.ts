/** Makes the file that repeats a finding. */
import { getAt, setAt } from '../../contract/pointer.ts';
import type { Contract, Json } from '../../contract/types.ts';
import type { Finding } from '../../report/finding.ts';
import type { Source } from '../collector.ts';
import { type Exchange, isSuccess, type Sent } from '../exchange.ts';
import { bind } from '../input.ts';
import type { OpenSession } from '../open-session.ts';
import { bindParents } from '../parents.ts';
import { findVariant } from '../variants.ts';
import { toWireRequest } from '../wire.ts';
import type { Owned } from '../world.ts';
import { toDefaultProof } from './default-proof.ts';
import type { Proof } from './proof.ts';
import type { ReplayFile } from './replay-file.ts';
import { type Slice, toSlice } from './slice.ts';
import { createStepWriter } from './to-steps.ts';

/** Only several answers, or the time between them, show these. */
const UNSEEN = new Set(['SecretPredictable', 'TimestampNotMoved', 'ConnectionBroken']);

/** @returns undefined when the finding belongs to no answer */
export function toReplay(session: OpenSession, finding: Finding): ReplayFile | undefined {
  const source = session.collector.sourceOf(finding.fingerprint);
  // What a delivery shows, no request repeats: it takes a receiver.
  if (finding.check?.startsWith('delivery-')) return undefined;
  if (source?.draft.replay === false || UNSEEN.has(finding.code)) return undefined;
  const ids = new Set(session.world.owned.map(({ id }) => id));
  const slice = source && toSlice(source, session.recorder.exchanges, ids);
  if (!slice) return undefined;
  const { contract, baseUrl, tokens, headers, hide } = session;
  const writer = createStepWriter({ contract, baseUrl, mainToken: tokens.main, ids, given: headers, hide });
  let step = '';
  // The proof refers to what was answered before the witness, and so to none of its own values.
  let proof: Proof | undefined;
  for (const exchange of slice.exchanges) {
    const { id } = writer.write(exchange, exchange.response.status);
    if (exchange === slice.witness) {
      step = id;
      proof = toProof(source, slice, ids, contract, writer.toTemplate);
    }
    writer.learn(exchange);
  }
  const count = slice.exchanges.length;
  for (const owned of findLeft(session, slice.exchanges)) {
    const sent = toDelete(session, owned);
    if (sent) writer.write(sent, 200, 'remove');
  }
  const steps = writer.steps();
  const { code, operation, message, contractPointer, responsePointer, expected, received, fingerprint } = finding;
  return {
    replay: 1,
    finding: dropUndefined({
      code,
      operation,
      message,
      contractPointer,
      responsePointer,
      expected,
      received,
      fingerprint,
    }),
    contract: contract.name,
    basePath: contract.basePaths?.find((path) => baseUrl.endsWith(path)) ?? contract.basePath,
    seed: session.seed,
    secrets: session.names.declared,
    steps: steps.slice(0, count),
    expect: { step, ...proof! },
    cleanup: steps.slice(count),
  };
}

function toProof(
  source: Source,
  slice: Slice,
  ids: ReadonlySet<string>,
  contract: Contract,
  toTemplate: (value: unknown) => Json | undefined,
): Proof {
  const { proof } = source.draft;
  if (!proof) return toDefaultProof(source, slice, ids, toTemplate);
  if (proof.kind === 'schema' || proof.kind === 'headerSchema')
    return { ...proof, document: excerpt(contract, proof.pointer) };
  return toTemplate(proof) as unknown as Proof;
}

/** What the steps have created and not deleted. */
function findLeft({ world }: OpenSession, exchanges: readonly Exchange[]): Owned[] {
  const created = exchanges.flatMap((exchange) => world.createdBy(exchange) ?? []);
  const isDeleted = ({ id, resource }: Owned): boolean =>
    exchanges.some(
      (exchange) =>
        exchange.variant.role === 'delete' &&
        exchange.variant.resource === resource &&
        isSuccess(exchange) &&
        exchange.request.url.includes(encodeURIComponent(id)),
    );
  return created.filter((owned) => !isDeleted(owned));
}

function toDelete(session: OpenSession, { resource, id, parents = {}, credentials }: Owned): Sent | undefined {
  const variant = findVariant(session.variants, resource, 'delete');
  if (!variant) return undefined;
  const { operation } = variant;
  const input = bindParents(bind(session.values.input(variant), variant.id, id), variant, parents);
  return { operation, variant, credentials, request: toWireRequest(operation, input, session.baseUrl) };
}

/** The part of the document that a schema needs, every node in its own place. */
function excerpt({ document }: Contract, pointer: string): Json {
  const open = [pointer];
  const done = new Set<string>();
  let result: unknown = {};
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    if (done.has(next)) continue;
    done.add(next);
    const node = getAt(document, next);
    if (node === undefined) continue;
    result = setAt(result, next, structuredClone(node));
    for (const [, target] of JSON.stringify(node).matchAll(/"#(\/[^"]*)"/g)) open.push(decodeURIComponent(target!));
  }
  return result as Json;
}

function dropUndefined<T extends object>(value: { [K in keyof T]: T[K] | undefined }): T {
  return Object.fromEntries(Object.entries(value).filter(([, entry]) => entry !== undefined)) as T;
}
