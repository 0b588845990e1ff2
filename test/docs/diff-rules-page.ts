/** Writes docs/diff-rules.md from the rules themselves. */
import { payloadRules } from '../../src/review/diff/payload-rules.ts';
import { annotationRules } from '../../src/review/diff/propose/annotation-rules.ts';
import { behaviourRules } from '../../src/review/diff/propose/behaviour/propose-behaviour.ts';
import { structureRules } from '../../src/review/diff/propose/registry.ts';
import { NOTHING, type Rule } from '../../src/review/diff/propose/rule.ts';

const INTRODUCTION = `# Rules of hookspec diff

What two versions of a contract differ in, rule by rule. The name of a rule begins with the direction of the message:
\`request\` old client to new server, \`response\` new server to old client, \`event\` (webhook or callback) new provider to old
subscriber, \`acknowledgement\` (answer to an event) old subscriber to new provider. Names about one thing alone begin with
that: \`operation-removed\`, \`delivery-timeout-shortened\`.

The level is what a rule gives at worst. A change that is announced, optional or tolerated has a milder one, and its
sentence says why. Each rule has a mirror for the opposite change; a test holds them together.`;

const PAYLOADS = `## Schemas

What travels is not judged by rules but by proof: at every place that carries a value, hookspec looks for one that the
writer's version accepts and the reader's refuses. With such a payload the change is \`breaking\` and PROVEN; where the
reader provably accepts all that the writer may write it is \`info\`, or \`refuted\` if Redocly's differ held it to be a break;
where neither is found it is UNDECIDED and keeps the level of the table.

Put \`request-\`, \`response-\`, \`event-\` or \`acknowledgement-\` before each name. *Fewer* values break \`request\` and
\`acknowledgement\`, *more* values break \`response\` and \`event\`, *other* values break all four. Under the policy \`tolerant\`
clients, subscribers and providers who read acknowledgements ignore members and listed values that they do not know:
there these are warnings. An optional property that is gone is a warning: no schema shows who reads it.`;

const FINALE = `## Rules of Redocly

\`redocly diff\` is asked too. What it holds to be a break is joined with the rule above that speaks of the same node. What
none of ours speaks of appears under its own name, \`redocly-\` before it: \`refuted\` where both versions were compared on the
wire and agree, UNDECIDED where its rule is new to us.`;

/** The whole page. */
export function toDiffRulesPage(): string {
  return [
    INTRODUCTION,
    toSection('Operations, parameters, bodies, answers, credentials, servers', structureRules),
    toSection('Behaviour', behaviourRules, 'What the [extensions](extensions/README.md) promise.'),
    toSection('Beside schemas', annotationRules, 'What schemas say and no validator looks at.'),
    PAYLOADS,
    toPayloadTable(),
    FINALE,
    '',
  ]
    .join('\n\n')
    .replace(/\n+$/, '\n');
}

function toSection(title: string, rules: readonly Rule[], words?: string): string {
  const rows = rules.map(({ id, level, title: what, instead }) => {
    return `| \`${id}\` | ${level} | ${what} | ${instead === NOTHING ? '' : instead} |`;
  });
  const table = ['| rule | level | says | what to do instead |', '|---|---|---|---|', ...rows].join('\n');
  return [`## ${title}`, ...(words === undefined ? [] : [words]), table].join('\n\n');
}

function toPayloadTable(): string {
  const names = payloadRules
    .filter(({ direction }) => direction === 'request')
    .map(({ id }) => `\`${id.replace(/^request-/, '')}\``);
  const rows = names.flatMap((name, index) =>
    index % 3 === 0 ? [`| ${name} | ${names[index + 1]} | ${names[index + 2]} |`] : [],
  );
  return ['| fewer values | more values | other values |', '|---|---|---|', ...rows].join('\n');
}
