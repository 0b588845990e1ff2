/** The table of commands. Each is loaded when it is used, so that one command does not pay for another's imports. */
import type { Command } from './command.ts';

/** A row of the table: what the overview shows, and where the command is. */
export interface CommandEntry {
  readonly name: string;
  readonly summary: string;
  readonly group: string;
  load(): Promise<Command>;
}

/** Every command, in the order of the help. */
export const commands: readonly CommandEntry[] = [
  {
    name: 'mock',
    summary: 'Serve contracts on localhost: memory, limits, secrets, signed deliveries',
    group: 'Build against a provider',
    load: async () => (await import('./commands/mock.ts')).mockCommand,
  },
  {
    name: 'generate',
    summary: 'Write types and a fetch client for contracts',
    group: 'Build against a provider',
    load: async () => (await import('./commands/generate.ts')).generateCommand,
  },
  {
    name: 'check',
    summary: 'Judge a live server against a contract',
    group: 'Judge',
    load: async () => (await import('./commands/check.ts')).checkCommand,
  },
  {
    name: 'check-receiver',
    summary: 'Judge your own receiver: forgeries, duplicates, odd bodies',
    group: 'Judge',
    load: async () => (await import('./commands/check-receiver.ts')).checkReceiverCommand,
  },
  {
    name: 'replay',
    summary: 'Run the requests that showed a fault once more',
    group: 'Judge',
    load: async () => (await import('./commands/replay.ts')).replayCommand,
  },
  {
    name: 'lint',
    summary: 'Check contract documents against lint rules',
    group: 'Judge',
    load: async () => (await import('./commands/lint.ts')).lintCommand,
  },
  {
    name: 'diff',
    summary: 'Show what a change of a contract breaks, for whom, with proof',
    group: 'Judge',
    load: async () => (await import('./commands/diff.ts')).diffCommand,
  },
  {
    name: 'trigger',
    summary: 'Send an event, signed, to a receiver',
    group: 'Write a receiver',
    load: async () => (await import('./commands/trigger.ts')).triggerCommand,
  },
  {
    name: 'listen',
    summary: 'Receive deliveries: verify, judge, pass on',
    group: 'Write a receiver',
    load: async () => (await import('./commands/listen.ts')).listenCommand,
  },
  {
    name: 'sign',
    summary: 'Sign a body and print the headers to send with it',
    group: 'Signatures',
    load: async () => (await import('./commands/sign.ts')).signCommand,
  },
  {
    name: 'verify',
    summary: 'Verify the signature of a delivery, and explain what is wrong',
    group: 'Signatures',
    load: async () => (await import('./commands/verify.ts')).verifyCommand,
  },
  {
    name: 'list',
    summary: 'Show contracts, their operations, events and test keys',
    group: 'Look up',
    load: async () => (await import('./commands/list.ts')).listCommand,
  },
  {
    name: 'completion',
    summary: 'Print a script that completes words in bash, zsh or fish',
    group: 'Look up',
    load: async () => (await import('./commands/completion.ts')).completionCommand,
  },
];
