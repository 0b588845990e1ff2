/** Compares what happened with what may happen. */
import { SMUGGLED, type Case, type Expected } from './case.ts';
import type { Exchange } from './converse.ts';
import type { Answer } from './read-answers.ts';

/** Ids that cases send: `s<seed>c<case>r<number>e`. */
const ID = /s\d+c\d+(?=r\d)/g;

/** Ends a connection before the request behind it is understood. */
const REFUSALS = [400, 408, 413, 417, 431, 501, 505];

/** Sentences about what is wrong; none when all is right. */
export function judge(given: Case, exchange: Exchange, probe: Expected): string[] {
  const { answers, fault, rest, endedBy, wasProbed } = exchange;
  if (fault !== undefined) return [`The server ${fault}`];
  const expected = wasProbed ? [...given.expected, probe] : given.expected;
  const last = answers.at(-1);
  const isRefused = last !== undefined && last.closes && REFUSALS.includes(last.status);
  const extra = answers.length - expected.length;
  const findings = answers.flatMap((answer, index) => {
    const isRefusal = isRefused && index === answers.length - 1;
    return judgeAnswer(given, answer, isRefusal ? undefined : expected[index], isRefusal);
  });
  if (extra > (isRefused ? 1 : 0))
    findings.push(`The server gives ${answers.length} answers to ${expected.length} requests`);
  if (endedBy === 'nobody') {
    const time = Math.round(exchange.time);
    findings.push(`After ${time} ms the connection is open with ${answers.length} of ${expected.length} answers`);
  }
  if (endedBy === 'server' && given.ending === 'open' && answers.length < expected.length)
    findings.push(`The server ends the connection after ${answers.length} of ${expected.length} answers`);
  if (endedBy === 'server' && given.ending === 'any' && wasProbed && last?.closes !== true)
    findings.push('The server ends the connection before a valid request on it is answered, and has not said so');
  if (rest !== '' && endedBy === 'server' && given.ending !== 'any')
    findings.push(`An answer ends early: ${rest.slice(0, 200)}`);
  return findings;
}

function judgeAnswer(given: Case, answer: Answer, expected: Expected | undefined, isRefusal: boolean): string[] {
  const { status, head, body } = answer;
  const text = `${head}\n${body}`;
  const findings: string[] = [];
  const is = `Answer ${status}`;
  if (body.includes('bug in hookspec')) findings.push(`${is} is a crash: ${body.slice(0, 300)}`);
  if (/\n\s+at .+:\d+:\d+/.test(body)) findings.push(`${is} shows a stack: ${body.slice(0, 300)}`);
  const allowed = expected?.statuses;
  if (allowed && !allowed.includes(status))
    findings.push(`${is} where ${allowed.join(' or ')} is right: ${body.slice(0, 300)}`);
  else if (!allowed && status >= 500 && !isRefusal) findings.push(`${is} is documented nowhere: ${body.slice(0, 300)}`);
  if (body.includes(`is served at ${SMUGGLED}`))
    findings.push(`${is} belongs to a request that was never sent: ${body.slice(0, 300)}`);
  if (expected?.echo !== undefined && !text.includes(expected.echo) && expected.method !== 'HEAD')
    findings.push(`${is} is not for ${expected.echo}: ${body.slice(0, 300)}`);
  const foreign = expected?.isShared ? undefined : text.match(ID)?.find((id) => id !== given.tag);
  if (foreign !== undefined) findings.push(`${is} belongs to ${foreign}: ${body.slice(0, 300)}`);
  if (isRefusal && body !== '' && !/\r\ncontent-type: application\/(?:problem\+)?json/i.test(head))
    findings.push(`The refusal ${status} is no JSON: ${body.slice(0, 300)}`);
  return findings;
}
