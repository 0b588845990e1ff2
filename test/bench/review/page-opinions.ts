/** What other differs say of the pairs. */
import { toNumber, toTable } from '../report/table.ts';
import type { PairRow } from './pairs.ts';

const share = (part: number, whole: number): string =>
  `${toNumber(part)} of ${toNumber(whole)} (${toNumber((100 * part) / Math.max(1, whole), 1)} %)`;

/** The scoreboard, and every disagreement of the others with the labels. */
export function toOpinions(rows: readonly PairRow[]): string {
  const tools = [...new Set(rows.flatMap(({ opinions }) => Object.keys(opinions)))];
  const breaking = rows.filter(({ strict }) => strict === 'breaking');
  const harmless = rows.filter(({ strict }) => strict !== 'breaking');
  const board = [
    [
      'hookspec diff',
      share(breaking.filter(({ oursStrict }) => oursStrict === 'breaking').length, breaking.length),
      share(harmless.filter(({ oursStrict }) => oursStrict === 'breaking').length, harmless.length),
      '0',
    ],
    ...tools.map((tool) => {
      const flagged = (list: readonly PairRow[]): number =>
        list.filter(({ opinions }) => opinions[tool]?.flagged === true).length;
      const silent = rows.filter(({ opinions }) => opinions[tool]?.flagged === undefined).length;
      return [
        tool,
        share(flagged(breaking), breaking.length),
        share(flagged(harmless), harmless.length),
        String(silent),
      ];
    }),
  ];
  return `## Second opinions

Two other differs on the same pairs, each as its own command runs; oasdiff with the options by which it sees more documents
as equal. Flagged: by its own scale breaking (an error; a major change). Neither has a policy; labels are those of \`strict\`.

${toTable(['', 'breaking flagged', 'harmless flagged', 'not readable'], board)}

The labels are ours, so that this board says where the tools disagree with us, not who is right. Every disagreement follows. By
area:

${toAreas(rows, tools)}

${tools.map((tool) => toDisagreements(rows, tool)).join('\n\n')}`;
}

function toAreas(rows: readonly PairRow[], tools: readonly string[]): string {
  const areas = [...new Set(rows.map(({ area }) => area))];
  return toTable(
    ['about', 'directions', ...tools],
    areas.map((area) => {
      const own = rows.filter((row) => row.area === area);
      return [
        area,
        String(own.length),
        ...tools.map((tool) => String(own.filter((row) => disagrees(row, tool)).length)),
      ];
    }),
  );
}

function disagrees({ strict, opinions }: PairRow, tool: string): boolean {
  return opinions[tool]?.flagged !== (strict === 'breaking');
}

/** What lies behind most disagreements in an area. */
const REASONS: Readonly<Record<string, string>> = {
  acknowledgements: 'what subscribers answer is read as what a server answers, so the direction is reversed',
  behaviour: 'the extensions are ours; nobody else reads them',
  callbacks: 'what a provider sends is read as what it receives, so the direction is reversed',
  events: 'what a provider sends is read as what it receives, so the direction is reversed',
  headers: 'schemas of headers are not compared, or their names are told apart by case',
  rewrites: 'other words for the same are taken for a change',
};

function toDisagreements(rows: readonly PairRow[], tool: string): string {
  const areas = [...new Set(rows.map(({ area }) => area))];
  const parts = areas.flatMap((area) => {
    const own = rows.filter((row) => row.area === area && disagrees(row, tool));
    if (own.length === 0) return [];
    const reason = REASONS[area] === undefined ? '' : ` (mostly: ${REASONS[area]})`;
    return [`**${area}**${reason}\n\n${own.map((row) => toLine(row, tool)).join('\n')}`];
  });
  return `<details><summary>Where ${tool} disagrees with the labels</summary>\n\n${parts.join('\n\n')}\n\n</details>`;
}

/** Where the documents stood that a tool was given: another folder each time. */
const FOLDER = /(?<=")[^"]*\/(?=(?:base|head)\.json)/g;

function toLine({ id, area, way, strict, opinions }: PairRow, tool: string): string {
  const { flagged, because = [] } = opinions[tool] ?? {};
  const name = id.slice(area.length + 2);
  if (flagged === undefined)
    return `- ${name}, ${way}: not readable, ${because.join(' ').replaceAll(FOLDER, '') || 'not asked'}`;
  const rules = because.map((rule) => `\`${rule}\``).join(', ');
  return flagged
    ? `- ${name}, ${way}: ${strict} for us, flagged by ${rules || 'no named rule'}`
    : `- ${name}, ${way}: breaking for us, not flagged`;
}
