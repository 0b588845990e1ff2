/** Flags that say what an event carries. */
import { readFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { toPointer } from '../contract/pointer.ts';
import { HookspecError } from '../errors.ts';
import { listFlag, textFlag } from './arguments.ts';
import type { CliIo, Flag, FlagValues } from './command.ts';

/** The flags. */
export const payloadFlags: Readonly<Record<string, Flag>> = {
  data: {
    type: 'string',
    value: 'JSON|@FILE',
    group: 'Payload',
    summary: "Instead of the event's example; @- is stdin",
  },
  set: {
    type: 'string',
    value: 'PATH=VALUE',
    multiple: true,
    group: 'Payload',
    summary: 'Change a value, e.g. data.customer.email=x; JSON where it is JSON, else text',
  },
};

/** What the flags say; `payload` is undefined for the example. @throws HookspecError Usage, FileNotFound */
export async function readPayload(
  flags: FlagValues,
  { cwd }: CliIo,
): Promise<{ readonly payload: unknown; readonly set: Readonly<Record<string, unknown>> }> {
  const data = textFlag(flags, 'data');
  return {
    payload: data === undefined ? undefined : parseData(await readData(data, cwd), data),
    set: Object.fromEntries(listFlag(flags, 'set').map(parseChange)),
  };
}

async function readData(data: string, cwd: string): Promise<string> {
  if (!data.startsWith('@')) return data;
  if (data === '@-') return readStdin();
  const file = data.slice(1);
  return readFile(resolve(cwd, file), 'utf8').catch((error: NodeJS.ErrnoException) => {
    throw error.code === 'ENOENT'
      ? new HookspecError('FileNotFound', `--data ${data}: there is no file ${file}`)
      : new HookspecError('UnreadableFile', `--data ${data} cannot be read (${error.code})`);
  });
}

async function readStdin(): Promise<string> {
  let text = '';
  for await (const chunk of process.stdin.setEncoding('utf8')) text += String(chunk);
  return text;
}

function parseData(text: string, shown: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch (error) {
    throw new HookspecError('Usage', `--data ${shown.slice(0, 60)} is no JSON: ${(error as Error).message}`);
  }
}

/** `data.items.0.name=x`: a dot goes one level down, a backslash in front of it is a dot of the name. */
function parseChange(text: string): [pointer: string, value: unknown] {
  const at = text.indexOf('=');
  if (at < 1)
    throw new HookspecError('Usage', `--set ${text} is no PATH=VALUE, e.g. data.customer.email=a@example.com`);
  const path = text.slice(0, at).split(/(?<!\\)\./);
  return [toPointer(path.map((token) => token.replaceAll('\\.', '.'))), parseValue(text.slice(at + 1))];
}

function parseValue(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return text;
  }
}
