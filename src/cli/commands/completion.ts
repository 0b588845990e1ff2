/** `hookspec completion`: a script that lets a shell complete commands, flags, contracts and events. */
import { HookspecError } from '../../errors.ts';
import type { Command } from '../command.ts';
import { findCandidates, shells } from '../completion-candidates.ts';

/** Asks the command itself, so that the script knows nothing that could change. */
const SCRIPTS: Readonly<Record<(typeof shells)[number], string>> = {
  bash: `_hookspec() {
  local IFS=$'\\n'
  COMPREPLY=($(hookspec completion candidates -- "\${COMP_WORDS[@]:1:COMP_CWORD}" 2>/dev/null))
}
complete -o default -F _hookspec hookspec
`,
  zsh: `#compdef hookspec
_hookspec() {
  local -a found
  found=("\${(@f)$(hookspec completion candidates -- "\${(@)words[2,CURRENT]}" 2>/dev/null)}")
  if [[ -n "\${found[1]}" ]]; then compadd -a found; else _files; fi
}
compdef _hookspec hookspec
`,
  fish: `complete -c hookspec -a '(hookspec completion candidates -- (commandline -opc)[2..] (commandline -ct) 2>/dev/null)'
`,
};

/** The command. */
export const completionCommand: Command = {
  name: 'completion',
  summary: 'Print a script that completes commands, flags, contracts and events in a shell.',
  usage: 'bash|zsh|fish',
  arguments: { min: 1, max: Infinity },
  flags: {},
  examples: [
    'source <(hookspec completion bash)',
    'hookspec completion zsh > ~/.zfunc/_hookspec',
    'hookspec completion fish > ~/.config/fish/completions/hookspec.fish',
  ],
  async run({ positionals: [shell = '', ...words], io }) {
    // What the scripts ask.
    if (shell === 'candidates') {
      io.stdout((await findCandidates(words, io.cwd)).map((word) => `${word}\n`).join(''));
      return 0;
    }
    const script = SCRIPTS[shell as keyof typeof SCRIPTS] as string | undefined;
    if (script === undefined || words.length > 0)
      throw new HookspecError(
        'Usage',
        `There is no completion for ${[shell, ...words].join(' ')}; known are ${shells.join(', ')}`,
      );
    io.stdout(script);
    return 0;
  },
};
