/** Breaks that no payload shows: a route, a status, a header, a media type, credentials. */
import type { Direction } from '../../../../../src/report/diff-report.ts';
import { asNode, ensure, listOf, membersOf, type Node, nodesOf } from '../node.ts';
import { answersOf, bodyOf, type Call, listCalls, parametersOf } from '../operations.ts';
import type { Random } from '../random.ts';
import { AFFECTED, type Break } from './break.ts';

type Change = (document: Node, call: Call, random: Random) => Direction | undefined;

/** @param change makes the call another one in place; undefined where it does not fit */
function defineCallBreak(kind: string, ofWhat: Call['kind'], change: Change): Break {
  return {
    kind,
    proof: 'certificate',
    apply(document, random) {
      for (const call of random.shuffle(listCalls(document).filter((entry) => entry.kind === ofWhat))) {
        const direction = change(document, call, random);
        if (direction === undefined) continue;
        const where = `${call.method.toUpperCase()} ${call.path}`;
        return { where, direction, affected: AFFECTED[direction] };
      }
      return undefined;
    },
  };
}

const removeCall: Change = (document, { items, path, item, method, kind }) => {
  // An operation that behaviour refers to cannot just go: the contract would not load.
  if (JSON.stringify(document).includes('"x-resource"') || items['$ref'] !== undefined) return undefined;
  if (Object.keys(item).filter((name) => asNode(item[name])?.['responses'] !== undefined).length < 2)
    delete items[path];
  else delete item[method];
  return kind === 'event' ? 'event' : 'request';
};

const addParameter =
  (place: string): Change =>
  (document, call) => {
    if (parametersOf(document, call).some(({ name }) => name === 'newly_required')) return undefined;
    const parameter = { name: 'newly_required', in: place, required: true, schema: { type: 'string' } };
    call.operation['parameters'] = [...listOf(call.operation['parameters']), parameter];
    return 'request';
  };

const requireParameter: Change = (document, call) => {
  const optional = parametersOf(document, call).find(
    (parameter) => parameter['in'] === 'query' && parameter['required'] !== true,
  );
  if (optional === undefined) return undefined;
  optional['required'] = true;
  return 'request';
};

const moveParameter: Change = (_, call) => {
  const moved = nodesOf(call.operation['parameters']).find(
    (parameter) => parameter['in'] === 'query' && parameter['required'] === true,
  );
  if (moved === undefined) return undefined;
  moved['in'] = 'header';
  return 'request';
};

const requireBody: Change = (document, call) => {
  const body = bodyOf(document, call);
  if (body === undefined || body['required'] === true) return undefined;
  body['required'] = true;
  return 'request';
};

const addBody: Change = (_, { operation, method }) => {
  if (operation['requestBody'] !== undefined || method !== 'post') return undefined;
  operation['requestBody'] = { required: true, content: { 'application/json': { schema: { type: 'object' } } } };
  return 'request';
};

const otherMedia =
  (direction: Direction): Change =>
  (document, call) => {
    const holders =
      direction === 'request' || direction === 'event'
        ? [bodyOf(document, call)]
        : answersOf(document, call).map(([, answer]) => answer);
    const holder = nodesOf(holders).find((entry) => asNode(entry['content'])?.['application/json'] !== undefined);
    const content = asNode(holder?.['content']);
    if (content === undefined || content['application/xml'] !== undefined) return undefined;
    content['application/xml'] = content['application/json'];
    delete content['application/json'];
    return direction;
  };

const removeSuccess: Change = (document, { operation, kind }) => {
  const responses = asNode(operation['responses']);
  const status = Object.keys(responses ?? {}).find((name) => name.startsWith('2'));
  if (responses === undefined || status === undefined || responses['default'] !== undefined) return undefined;
  if (responses['299'] !== undefined || JSON.stringify(document).includes('"x-resource"')) return undefined;
  responses['299'] = responses[status];
  delete responses[status];
  return kind === 'event' ? 'acknowledgement' : 'response';
};

const promisedHeader = (document: Node, call: Call): [Node, string] | undefined => {
  for (const [, answer] of answersOf(document, call)) {
    const headers = asNode(answer['headers']);
    const [name] = membersOf(headers).find(([, header]) => header['required'] === true) ?? [];
    if (headers !== undefined && name !== undefined && name.toLowerCase() !== 'content-type') return [headers, name];
  }
  return undefined;
};

const removeHeader: Change = (document, call) => {
  const [headers, name] = promisedHeader(document, call) ?? [];
  if (headers === undefined) return undefined;
  delete headers[name!];
  return 'response';
};

const relaxHeader: Change = (document, call) => {
  const [headers, name] = promisedHeader(document, call) ?? [];
  if (headers === undefined) return undefined;
  delete asNode(headers[name!])!['required'];
  return 'response';
};

const demandKey: Change = (document, { operation }) => {
  const schemes = ensure(ensure(document, 'components'), 'securitySchemes');
  schemes['newKey'] = { type: 'apiKey', in: 'header', name: 'X-New-Key' };
  const before = listOf(operation['security'] ?? document['security']);
  operation['security'] = (before.length === 0 ? [{}] : before).map((entry) => ({ ...asNode(entry), newKey: [] }));
  return 'request';
};

const eventBodyOptional: Change = (document, call) => {
  const body = bodyOf(document, call);
  if (body?.['required'] !== true) return undefined;
  delete body['required'];
  return 'event';
};

const signatureHeader = (document: Node, call: Call): Node | undefined =>
  parametersOf(document, call).find(
    (parameter) =>
      parameter['in'] === 'header' && parameter['required'] === true && /sign/i.test(String(parameter['name'])),
  );

const signatureOptional: Change = (document, call) => {
  const header = signatureHeader(document, call);
  if (header === undefined) return undefined;
  delete header['required'];
  return 'event';
};

const signatureRenamed: Change = (document, call) => {
  const header = signatureHeader(document, call);
  if (header === undefined) return undefined;
  header['name'] = `${String(header['name'])}-V2`;
  return 'event';
};

const otherServer: Break = {
  kind: 'served-below-another-path',
  proof: 'certificate',
  apply(document) {
    const servers = nodesOf(document['servers']);
    if (membersOf(document['paths']).length === 0) return undefined;
    if (servers.length === 0 || servers.some(({ url }) => String(url).includes('{'))) return undefined;
    for (const server of servers) server['url'] = `${String(server['url']).replace(/\/$/, '')}/next`;
    return { where: 'servers', direction: 'request', affected: 'client' };
  },
};

/** All of them. */
export const structureBreaks: readonly Break[] = [
  defineCallBreak('operation-is-removed', 'operation', removeCall),
  defineCallBreak('query-parameter-is-demanded', 'operation', addParameter('query')),
  defineCallBreak('header-is-demanded', 'operation', addParameter('header')),
  defineCallBreak('parameter-becomes-required', 'operation', requireParameter),
  defineCallBreak('parameter-moves-to-a-header', 'operation', moveParameter),
  defineCallBreak('body-becomes-required', 'operation', requireBody),
  defineCallBreak('body-is-demanded', 'operation', addBody),
  defineCallBreak('request-has-another-media-type', 'operation', otherMedia('request')),
  defineCallBreak('response-has-another-media-type', 'operation', otherMedia('response')),
  defineCallBreak('success-has-another-status', 'operation', removeSuccess),
  defineCallBreak('response-header-is-removed', 'operation', removeHeader),
  defineCallBreak('response-header-becomes-optional', 'operation', relaxHeader),
  defineCallBreak('key-is-demanded', 'operation', demandKey),
  otherServer,
  defineCallBreak('event-is-removed', 'event', removeCall),
  defineCallBreak('event-has-another-media-type', 'event', otherMedia('event')),
  defineCallBreak('event-body-becomes-optional', 'event', eventBodyOptional),
  defineCallBreak('signature-header-becomes-optional', 'event', signatureOptional),
  defineCallBreak('signature-header-is-renamed', 'event', signatureRenamed),
  defineCallBreak('acknowledgement-has-another-status', 'event', removeSuccess),
];
