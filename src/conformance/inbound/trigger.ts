/** Makes the provider send an event, the way its user said. */
import { spawn } from 'node:child_process';
import { Skip } from '../case.ts';
import { post } from './post.ts';

/** What sets off one event. A command runs in the shell, a URL is asked with POST, a function is called. */
export type Trigger = string | ((event: string) => Promise<void>);

/** What a trigger is told. */
export interface TriggerFacts {
  readonly event: string;
  readonly contract: string;
  /** The URL that deliveries are registered with, without the path of one endpoint. */
  readonly receiver: string;
  readonly signal: AbortSignal;
  /** Milliseconds. */
  readonly timeoutMs: number;
}

/** @throws Skip when it could not be set off */
export async function pullTrigger(trigger: Trigger, facts: TriggerFacts): Promise<void> {
  if (typeof trigger === 'function') return trigger(facts.event);
  if (!/^https?:\/\//i.test(trigger)) return runCommand(trigger, facts);
  await post('--trigger', trigger, { contract: facts.contract, event: facts.event }, facts);
}

function runCommand(command: string, { event, contract, receiver, signal, timeoutMs }: TriggerFacts): Promise<void> {
  return new Promise((resolve, reject) => {
    const env = { ...process.env, HOOKSPEC_EVENT: event, HOOKSPEC_CONTRACT: contract, HOOKSPEC_RECEIVER_URL: receiver };
    const child = spawn(command, {
      shell: true,
      env,
      stdio: ['ignore', 'ignore', 'pipe'],
      signal: AbortSignal.any([signal, AbortSignal.timeout(timeoutMs)]),
    });
    let text = '';
    child.stderr.on('data', (chunk: Buffer) => (text = (text + chunk.toString()).slice(-2000)));
    child.once('error', (error) =>
      reject(new Skip(signal.aborted ? 'interrupted' : `--trigger could not be run for ${event}: ${error.message}`)),
    );
    child.once('close', (code) => {
      if (code === 0) return resolve();
      const last = text.trim().split('\n').at(-1) ?? '';
      reject(new Skip(`--trigger ended with ${code ?? 'a signal'} for ${event}${last === '' ? '' : `: ${last}`}`));
    });
  });
}
