/** Loads one document, serves it and asks every operation once; prints what came as JSON. Runs in a process of its own. */
import { createSchemaCompiler } from '../../src/contract/schema.ts';
import { loadContract } from '../../src/contract/load.ts';
import type { Contract, Operation } from '../../src/contract/types.ts';
import { startMock } from '../../src/mock/start.ts';
import { readRefusal } from './refusal.ts';
import { createIds } from './ids.ts';
import { createRequests } from './to-request.ts';

/** What was seen of one document. Times are those of the processor, in milliseconds; memory in bytes. */
export interface Measurement {
  readonly openapi: string;
  readonly paths: number;
  readonly operations: number;
  readonly files: number;
  readonly served: number;
  /** Answers that their own schema refuses: nearly always a documented example that it refuses. */
  readonly offSchema: number;
  readonly warnings: number;
  readonly resources: number;
  /** Reason → operations. */
  readonly refused: Readonly<Record<string, readonly string[]>>;
  readonly load: number;
  readonly start: number;
  readonly memory: number;
}

const [file = '', mode] = process.argv.slice(2);
const began = process.cpuUsage();
const contract = await loadContract(file, { lenient: true, ...(mode === 'infer' && { infer: true }) });
const load = toMilliseconds(process.cpuUsage(began));
await using mock = await startMock(contract);
const start = toMilliseconds(process.cpuUsage(began)) - load;
const memory = process.memoryUsage().rss;

const refused: Record<string, string[]> = {};
const served: string[] = [];
let offSchema = 0;
const compiler = createSchemaCompiler(contract);
const { inOrder, bindId, rememberId } = createIds(contract);
const toRequest = createRequests(contract, compiler, mock.urls[contract.name]!);
for (const operation of inOrder()) {
  const reason = await ask(operation);
  if (reason === undefined) served.push(operation.id);
  else (refused[reason] ??= []).push(operation.id);
}
for (const title of unreachable(contract)) (refused['another path of the same form hides it'] ??= []).push(title);

const paths = Object.keys((contract.document['paths'] ?? {}) as object).filter((path) => path.startsWith('/')).length;
const measurement: Measurement = {
  openapi: contract.openapi,
  paths,
  operations: served.length + Object.values(refused).flat().length,
  files: contract.files.length,
  served: served.length,
  offSchema,
  warnings: contract.warnings.length,
  resources: contract.behaviour.resources.length,
  refused,
  load,
  start,
  memory,
};
process.stdout.write(JSON.stringify(measurement));

function toMilliseconds({ user, system }: NodeJS.CpuUsage): number {
  return (user + system) / 1000;
}

/** Why an operation was not answered with a documented success; undefined when it was. */
async function ask(operation: Operation): Promise<string | undefined> {
  let request;
  try {
    request = toRequest(operation);
  } catch (error) {
    return `not asked: ${(error as Error).message}`;
  }
  const { url, ...rest } = bindId(operation, request);
  const response = await fetch(url, { ...rest, redirect: 'manual', signal: AbortSignal.timeout(60_000) });
  const text = await response.text();
  if (!operation.responses.some(({ status }) => /^[23]|^default$/i.test(status))) return 'no success is documented';
  const documented = findDocumented(operation, response.status);
  if (response.status < 200 || response.status >= 400 || documented === undefined) return readRefusal(response, text);
  const media = documented.content.find(({ type }) => response.headers.get('content-type')?.startsWith(type));
  rememberId(operation, text);
  if (media?.schemaPointer !== undefined && /\bjson\b/.test(media.type) && !isValid(media.schemaPointer, text))
    offSchema += 1;
  return undefined;
}

function findDocumented({ responses }: Operation, status: number) {
  const names = [String(status), `${String(status)[0]}XX`, 'DEFAULT'];
  return responses.find((response) => names.includes(response.status.toUpperCase()));
}

function isValid(schemaPointer: string, text: string): boolean {
  try {
    return compiler.compile(schemaPointer, 'response')(JSON.parse(text)).length === 0;
  } catch {
    return false;
  }
}

function unreachable({ warnings }: Contract): string[] {
  return warnings.flatMap(({ what }) => /^the path (\S+) cannot be told from/.exec(what)?.[1] ?? []);
}
