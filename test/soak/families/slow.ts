/** Connections that take their time: the server's own limits must end them. */
import { send, type Draft, type Family, type Tools } from '../case.ts';
import { toWire } from '../wire.ts';

/** Milliseconds in which headers must be there, and how often the server looks; with time to spare. */
const HEADERS = 60_000 + 30_000;

/** The same for a whole request. */
const REQUEST = 120_000 + 30_000;

/** Slow headers, slow bodies, silence. */
export const slow: Family = (tools) => tools.random.pick([headers, silent, unfinished, body, chunks])(tools);

function headers({ id }: Tools): Draft {
  const start = `GET /nothing/${id()} HTTP/1.1\r\nHost: 127.0.0.1\r\n`;
  const actions = [send(start), { do: 'trickle', bytes: 'X: a\r\n', time: 4000 } as const];
  return { what: 'slow headers', actions, expected: [], ending: 'closed', patience: HEADERS };
}

function silent(): Draft {
  return { what: 'silence', actions: [], expected: [], ending: 'closed', patience: HEADERS };
}

function unfinished({ random, id }: Tools): Draft {
  const whole = toWire({ target: `/nothing/${id()}` });
  const bytes = whole.slice(0, random.int(1, whole.length - 1));
  return { what: 'unfinished headers', actions: [send(bytes)], expected: [], ending: 'closed', patience: HEADERS };
}

function body({ id }: Tools): Draft {
  const start = toWire({ method: 'POST', target: `/nothing/${id()}`, headers: [['Content-Length', '100000']] });
  const actions = [send(start), { do: 'trickle', bytes: 'a', time: 4000 } as const];
  return { what: 'slow body', actions, expected: [], ending: 'closed', patience: REQUEST };
}

function chunks({ id }: Tools): Draft {
  const start = toWire({ method: 'POST', target: `/nothing/${id()}`, headers: [['Transfer-Encoding', 'chunked']] });
  const actions = [send(start), { do: 'trickle', bytes: '1\r\na\r\n', time: 4000 } as const];
  return { what: 'slow chunks', actions, expected: [], ending: 'closed', patience: REQUEST };
}
