/** `hookspec verify`: whether a captured delivery is signed as it should be, and if not, why. */
import { HookspecError } from '../../errors.ts';
import { explain } from '../../signing/explain.ts';
import type { ExplainOptions } from '../../signing/explanation.ts';
import { verify, type Verdict } from '../../signing/verify.ts';
import { listFlag, numberFlag, textFlag } from '../arguments.ts';
import type { CliIo, Command, FlagValues } from '../command.ts';
import { toExplanationJson, toExplanationText, toVerdictText } from '../explanation-text.ts';
import { readBody, readHeaders, readScheme, readSecrets, readTime, signingFlags } from '../signing-input.ts';

/** The command. */
export const verifyCommand: Command = {
  name: 'verify',
  summary: 'Verify the signature of a body, from a file or stdin, and explain what is wrong with it.',
  usage: "[FILE] --scheme NAME --secret SECRET --header 'NAME: VALUE'…",
  arguments: { min: 0, max: 1 },
  flags: {
    ...signingFlags,
    explain: { type: 'boolean', summary: 'Look for the cause, and show the signed bytes' },
    'other-secret': {
      type: 'string',
      value: 'SECRET',
      multiple: true,
      summary: 'With --explain: a secret that is not accepted but may have signed',
    },
    now: { type: 'string', value: 'TIME', default: 'the clock', summary: 'Time at which the age is judged' },
    tolerance: { type: 'string', value: 'SECONDS', default: "the scheme's", summary: 'Oldest age that is accepted' },
  },
  examples: [
    "hookspec verify body.json --scheme github --secret SECRET --header 'X-Hub-Signature-256: sha256=…'",
    'hookspec verify body.json --scheme NAME --secret SECRET --header … --explain',
  ],
  run: ({ positionals, flags, io }) => run(positionals[0], flags, io),
};

async function run(file: string | undefined, flags: FlagValues, io: CliIo): Promise<number> {
  const options: ExplainOptions = {
    scheme: await readScheme(flags, io.cwd),
    secrets: readSecrets(flags, io.env),
    otherSecrets: listFlag(flags, 'other-secret'),
    headers: readHeaders(flags),
    url: textFlag(flags, 'url'),
    id: textFlag(flags, 'id'),
    now: readTime(flags, 'now'),
    toleranceSeconds: numberFlag(flags, 'tolerance', { min: 0, max: 1_000_000_000 }),
    body: await readBody(file, io.cwd),
  };
  const isJson = textFlag(flags, 'format') === 'json';
  if (flags.explain === true) {
    const explanation = explain(options);
    io.stdout(isJson ? toExplanationJson(explanation) : toExplanationText(explanation));
    return toExitCode(explanation.verdict);
  }
  const verdict = verify(options);
  assertUsable(verdict);
  io.stdout(isJson ? `${JSON.stringify(verdict, undefined, 2)}\n` : toVerdictText(verdict));
  return toExitCode(verdict);
}

function toExitCode({ valid }: Verdict): number {
  return valid ? 0 : 1;
}

/** What the caller gave cannot be used: that is no verdict on the delivery. */
function assertUsable(verdict: Verdict): void {
  if (verdict.valid || !['EmptySecret', 'MalformedSecret', 'MissingPart'].includes(verdict.code)) return;
  throw new HookspecError('Usage', verdict.message, {
    hint: 'See `hookspec verify --help`: --secret, --id, --url and --header give what is signed; --explain looks further.',
  });
}
