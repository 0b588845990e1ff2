/** `hookspec sign`: the headers that a body is sent with. */
import { HookspecError } from '../../errors.ts';
import { SigningError } from '../../signing/error.ts';
import { sign, type Signed, type SignOptions } from '../../signing/sign.ts';
import { textFlag } from '../arguments.ts';
import type { CliIo, Command, FlagValues } from '../command.ts';
import { readBody, readHeaders, readScheme, readSecrets, readTime, signingFlags } from '../signing-input.ts';

/** The command. */
export const signCommand: Command = {
  name: 'sign',
  summary: 'Sign a body, from a file or stdin, and print the headers to send with it.',
  usage: '[FILE] --scheme NAME --secret SECRET',
  arguments: { min: 0, max: 1 },
  flags: {
    ...signingFlags,
    timestamp: { type: 'string', value: 'TIME', default: 'now', summary: 'Time of the delivery' },
  },
  examples: [
    'hookspec sign body.json --scheme github --secret SECRET',
    `printf '{}' | hookspec sign --scheme standard-webhooks --secret whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw --id msg_1`,
  ],
  run: ({ positionals, flags, io }) => run(positionals[0], flags, io),
};

async function run(file: string | undefined, flags: FlagValues, io: CliIo): Promise<number> {
  const options = {
    scheme: await readScheme(flags, io.cwd),
    secret: readSecrets(flags, io.env),
    headers: readHeaders(flags),
    url: textFlag(flags, 'url'),
    id: textFlag(flags, 'id'),
    timestamp: readTime(flags, 'timestamp'),
    body: await readBody(file, io.cwd),
  };
  const { headers, signature } = signOrRefuse(options);
  const lines = Object.entries(headers).map(([name, value]) => `${name}: ${value}\n`);
  io.stdout(
    textFlag(flags, 'format') === 'json' ? `${JSON.stringify({ headers, signature }, undefined, 2)}\n` : lines.join(''),
  );
  return 0;
}

function signOrRefuse(options: SignOptions): Signed {
  try {
    return sign(options);
  } catch (error) {
    if (!(error instanceof SigningError)) throw error;
    throw new HookspecError('Usage', error.message, {
      hint: 'See `hookspec sign --help`: --secret, --id, --url and --header give what is signed.',
      cause: error,
    });
  }
}
