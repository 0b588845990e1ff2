import type { RawOperation } from '../../../src/contract/operations.ts';
import { getAt, toPointer } from '../../../src/contract/pointer.ts';
import { derefPointer } from '../../../src/contract/resolve.ts';
import type { JsonObject, MediaType, Method, Parameter, ResponseSpec } from '../../../src/contract/types.ts';
import { asArray, asObject, asText } from '../../../src/contract/value.ts';

const METHODS: readonly Method[] = ['get', 'put', 'post', 'delete', 'patch'];

/** The operations of a document as readers want them: enough for tests that need no files. */
export function toRawOperations(document: JsonObject): RawOperation[] {
  return Object.entries(asObject(document['paths'])).flatMap(([path, item]) =>
    METHODS.filter((method) => method in asObject(item)).map((method) => {
      const pointer = toPointer(['paths', path, method]);
      const node = asObject(getAt(document, pointer));
      const shared = listPointers(document, toPointer(['paths', path, 'parameters']));
      const own = listPointers(document, `${pointer}/parameters`);
      return {
        id: asText(node['operationId']),
        method,
        path,
        pointer,
        node,
        parameters: [...shared, ...own].map((at) => toParameter(document, at)),
        responses: Object.keys(asObject(node['responses'])).map((status) =>
          toResponse(document, status, derefPointer(document, `${pointer}/responses/${status}`)),
        ),
      };
    }),
  );
}

function listPointers(document: JsonObject, pointer: string): string[] {
  return asArray(getAt(document, pointer)).map((_, index) => derefPointer(document, `${pointer}/${index}`));
}

function toParameter(document: JsonObject, pointer: string): Parameter {
  const node = asObject(getAt(document, pointer));
  const place = asText(node['in']) as Parameter['in'];
  const name = asText(node['name']);
  return { name, in: place, required: node['required'] === true, style: 'form', explode: true, pointer, examples: [] };
}

function toResponse(document: JsonObject, status: string, pointer: string): ResponseSpec {
  const node = asObject(getAt(document, pointer));
  const content = Object.keys(asObject(node['content'])).map((type): MediaType => {
    const at = pointer + toPointer(['content', type]);
    const examples = Object.keys(asObject(getAt(document, `${at}/examples`))).map((name) => {
      const example = derefPointer(document, `${at}/examples${toPointer([name])}`);
      return { name, value: getAt(document, `${example}/value`) as never, pointer: `${example}/value` };
    });
    return { type, pointer: at, schemaPointer: `${at}/schema`, examples };
  });
  return { status, pointer, description: '', headers: [], content };
}
