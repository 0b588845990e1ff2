import type { CaseRun, Step } from '../../case.ts';
import { expectedRefusals } from '../../outcomes.ts';
import { isValid } from '../../../contract/instance/facets.ts';
import type { Variant } from '../../variants.ts';
import { defineProtocolCheck, pickWriter, sendUnusual, withHeader } from '../protocol-cases.ts';

const XML = '<?xml version="1.0"?><hookspec/>';

/**
 * A body of a type that the contract does not list is refused. JSON that is only called text is accepted by many
 * servers, which the contract forbids only where it documents 415; XML cannot have been understood.
 */
export const wrongContentType = defineProtocolCheck({
  name: 'wrong-content-type',
  title: 'with another content type',
  pick: (context) => [pickWriter(context, 'create')],
  async run(run, variant) {
    const media = run.values.media(variant.operation)!;
    const isText = variant.operation.requestBody!.content.some(({ type }) => /^(text\/|\*)/i.test(type));
    const declared = expectedRefusals(run.contract, variant.operation, ['mediaType']).some(
      ({ status, outcome }) => outcome !== undefined || status === 415,
    );
    if (!isText) {
      await sendUnusual(run, variant, {
        cause: 'another content type',
        rewrite: withHeader('content-type', 'text/plain'),
        ...(declared && { expect: refusal(run, variant, 'to JSON that is sent as text/plain') }),
      });
    }
    if (run.faults.length > 0 || isText) return;
    const needsBody = media.schemaPointer !== undefined && !isValid(run, media.schemaPointer, {});
    await sendUnusual(run, variant, {
      cause: 'a body that is not JSON',
      rewrite: (request) => ({ ...withHeader('content-type', 'application/xml')(request), body: XML }),
      ...(needsBody && { expect: refusal(run, variant, 'to XML, of which the contract says nothing') }),
    });
  },
});

function refusal({ values }: CaseRun, { operation }: Variant, message: string): Step['expect'] {
  return {
    kind: 'refusal',
    conditions: ['mediaType'],
    tolerated: [400, 406, 415, 422],
    accepted: {
      code: 'InvalidInputAccepted',
      message,
      contractPointer: values.media(operation)!.pointer,
      key: 'content type',
    },
  };
}
