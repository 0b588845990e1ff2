/** Connections: cut into pieces, half closed, left in the middle, flooded, used again after an error. */
import { send, type Action, type Draft, type Family, type Tools } from '../case.ts';
import { toPipeline, toProbe } from '../targets.ts';
import { toWire } from '../wire.ts';

/** Connections. */
export const connections: Family = (tools) => {
  const make = tools.random.pick([
    pieces,
    halfClosed,
    halfClosedEarly,
    left,
    leftEarly,
    pipeline,
    brokenPipeline,
    goOn,
    unread,
  ]);
  return make(tools);
};

/** A good request, byte by byte or nearly so. */
function pieces(tools: Tools): Draft {
  const { random } = tools;
  const { bytes, expected } = toPipeline([toProbe(tools), toProbe(tools)]);
  const actions: Action[] = [];
  const size = random.int(1, 60);
  for (let at = 0; at < bytes.length && actions.length < 40;) {
    const end = actions.length === 38 ? bytes.length : at + random.int(1, size);
    actions.push(send(bytes.slice(at, end)));
    if (random.chance(0.1)) actions.push({ do: 'wait', time: random.int(0, 3) });
    at = end;
  }
  const sent = actions.flatMap((action) => (action.do === 'send' ? [action.bytes] : [])).join('');
  if (sent.length < bytes.length) actions.push(send(bytes.slice(sent.length)));
  return { what: 'in pieces', actions, expected, ending: 'open' };
}

/** All is sent and the own side ended: every answer still comes. */
function halfClosed(tools: Tools): Draft {
  const count = tools.random.int(1, 20);
  const { bytes, expected } = toPipeline(Array.from({ length: count }, () => toProbe(tools)));
  return { what: 'half closed', actions: [send(bytes), { do: 'end' }], expected, ending: 'any' };
}

/** The own side ends in the middle of a request: nothing of it may be taken for whole. */
function halfClosedEarly(tools: Tools): Draft {
  const { request } = toProbe(tools);
  const bytes = toWire(request);
  const cut = bytes.slice(0, tools.random.int(0, bytes.length - 1));
  return { what: 'half closed early', actions: [send(cut), { do: 'end' }], expected: [], ending: 'closed' };
}

function left(tools: Tools): Draft {
  const { bytes, expected } = toPipeline(Array.from({ length: tools.random.int(1, 60) }, () => toProbe(tools)));
  const actions: Action[] = [send(bytes), { do: 'wait', time: tools.random.int(0, 4) }, { do: 'reset' }];
  return { what: 'left during the answer', actions, expected, ending: 'any' };
}

function leftEarly(tools: Tools): Draft {
  const bytes = toWire(toProbe(tools).request);
  const cut = bytes.slice(0, tools.random.int(0, bytes.length - 1));
  return { what: 'left during the request', actions: [send(cut), { do: 'reset' }], expected: [{}], ending: 'any' };
}

function pipeline(tools: Tools): Draft {
  const count = tools.random.chance(0.1) ? tools.random.int(100, 400) : tools.random.int(2, 20);
  const { bytes, expected } = toPipeline(Array.from({ length: count }, () => toProbe(tools)));
  return { what: `${count} in a row`, actions: [send(bytes)], expected, ending: 'open' };
}

/** Good requests, then what is none: the good ones are answered, and nothing behind the bad one is. */
function brokenPipeline(tools: Tools): Draft {
  const { random, id, targets } = tools;
  const probes = Array.from({ length: random.int(1, 10) }, () => toProbe(tools));
  // Answered by another thread, so it is under way when the bad one arrives.
  const slow = random.chance(0.05)
    ? toWire({ target: targets.all[0]!.path, headers: [['Prefer', 'dynamic=true']] })
    : '';
  const { bytes, expected } = toPipeline(probes);
  const bad = random.pick(['\0\r\n\r\n', 'GET\r\n\r\n', 'GET / HTTP/1.1\r\nHost: a\r\nContent-Length: x\r\n\r\n']);
  const all = slow + bytes + bad + toWire({ target: `/smuggled/${id()}` });
  return {
    what: 'broken pipeline',
    actions: [send(all)],
    expected: slow ? [{}, ...expected] : expected,
    ending: 'closed',
  };
}

/** A request that is refused as a whole, then a good one on the same connection. */
function goOn(tools: Tools): Draft {
  const { random } = tools;
  const bad = random.pick([
    toWire({ method: 'POST', target: '/lava/v1/webhooks', body: '{' }),
    toWire({ method: 'DELETE', target: '/lava/v1/webhooks' }),
    toWire({ target: '/_hookspec/none' }),
    toWire({ method: 'POST', target: '/_hookspec/faults', body: '\xff' }),
    toWire({ method: 'PUT', target: '/', body: 'a'.repeat(1000) }),
  ]);
  const next = toProbe(tools);
  const actions = random.chance(0.5) ? [send(bad + toWire(next.request))] : [send(bad), send(toWire(next.request))];
  return { what: 'after an error', actions, expected: [{}, next.expected], ending: 'open' };
}

/** The body that was announced never comes whole, and then the client leaves. */
function unread(tools: Tools): Draft {
  const { random, id } = tools;
  const length = random.pick([10, 100_000, 1_048_576, 1_048_577, 2 ** 31, 2 ** 40, Number.MAX_SAFE_INTEGER]);
  const headers: [string, string][] = [['Content-Length', String(length)]];
  if (random.chance(0.3)) headers.push(['Expect', '100-continue']);
  const bytes = toWire({ method: 'POST', target: `/nothing/${id()}`, headers, body: 'a'.repeat(random.int(0, 9)) });
  const actions: Action[] = [
    send(bytes),
    { do: 'wait', time: random.int(0, 5) },
    { do: random.pick(['end', 'reset']) },
  ];
  return { what: `${length} announced`, actions, expected: [{}], ending: 'any' };
}
