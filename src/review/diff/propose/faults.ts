/** Schemas that no validator can be made of: what they allow is not known, and that is told. */
import type { Json } from '../../../contract/types.ts';
import type { SchemaSite } from '../sites.ts';
import type { WrittenDocuments } from './alternatives.ts';
import { annotationRules } from './annotation-rules.ts';
import { createFaultFinder, type Fault, type FaultFinder } from './find-faults.ts';
import { createReport, type Proposal } from './proposal.ts';

const RULES = new Map(annotationRules.map((rule) => [rule.id, rule]));

/** Characters of a value that are shown. */
const LONGEST = 80;

/** A fault as a proposal. */
export interface FaultProposal {
  readonly proposal: Proposal;
  readonly keyword: string;
  /** Why nothing is decided, a sentence. */
  readonly reason: string;
  /** Place of the whole schema that it makes unreadable. */
  readonly site: string;
  /** It stands in both versions. */
  readonly isOld: boolean;
}

/** Lists the faults at every site. @param documents as they were written: a plain one has lost some */
export function proposeFaults(sites: readonly SchemaSite[], documents: WrittenDocuments): FaultProposal[] {
  const finders = new Map<string, FaultFinder>();
  const findAt = (side: 'base' | 'head', { direction, ...site }: SchemaSite): readonly Fault[] => {
    const travel = direction === 'request' || direction === 'acknowledgement' ? 'request' : 'response';
    const key = `${side} ${travel}`;
    const find = finders.get(key) ?? createFaultFinder(documents[side], travel);
    finders.set(key, find);
    const pointer = site[side];
    return pointer === undefined ? [] : find(pointer);
  };
  return sites.flatMap((site) => {
    const [before, after] = [findAt('base', site), findAt('head', site)];
    const counterpart = (faults: readonly Fault[], one: Fault) =>
      faults.find((other) => identify(other) === identify(one));
    return [
      ...after.map((fault) => toProposal(site, counterpart(before, fault), fault)),
      ...before.flatMap((fault) => (counterpart(after, fault) ? [] : [toProposal(site, fault, undefined)])),
    ];
  });
}

function identify({ at, keyword, value }: Fault): string {
  return JSON.stringify([at, keyword, value]);
}

function toProposal(site: SchemaSite, was: Fault | undefined, is: Fault | undefined): FaultProposal {
  const { report, proposals } = createReport(RULES);
  const { at, keyword, value, reason } = (is ?? was)!;
  const name = at === '' ? 'The value' : at;
  const said = `${keyword} ${show(value)}`;
  const when = was === undefined ? 'now' : 'in both versions';
  report(`${site.direction}-schema-unreadable`, {
    operations: [site.site.operation],
    place: at === '' ? site.place : `${site.place} ${at}`,
    base: was?.pointer,
    head: is?.pointer,
    message:
      is === undefined
        ? `${name} had ${said}, which no validator can read.`
        : `${name} has ${said} ${when}, which no validator can read.`,
    values: [keyword, value, was === undefined, is === undefined],
  });
  return {
    proposal: proposals[0]!,
    keyword,
    reason: `${reason}, so neither a value nor a proof shows what this change breaks.`,
    site: site.place,
    isOld: was !== undefined && is !== undefined,
  };
}

function show(value: Json): string {
  const text = JSON.stringify(value);
  return text.length > LONGEST ? `${text.slice(0, LONGEST - 1)}…` : text;
}
