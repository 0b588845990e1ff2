import type { CaseRun, Step } from '../../case.ts';
import { isSuccess, nameOf } from '../../exchange.ts';
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
    if (run.faults.length === 0 && needsBody) await sendForm(run, variant, declared);
  },
});

/** Other sites can send forms with a visitor's cookies. Many frameworks read them unasked: where no 415 is documented it warns. */
async function sendForm(run: CaseRun, variant: Variant, isDeclared: boolean): Promise<void> {
  const type = 'application/x-www-form-urlencoded';
  const { operation } = variant;
  if (operation.requestBody!.content.some((media) => media.type.startsWith(type))) return;
  const message = 'to a form, of which the contract says nothing';
  const exchange = await sendUnusual(run, variant, {
    cause: 'a body that is not JSON',
    rewrite: (request) => ({ ...withHeader('content-type', type)(request), body: toForm(request.body) }),
    ...(isDeclared && { expect: refusal(run, variant, message) }),
  });
  if (isDeclared || !exchange || !isSuccess(exchange)) return;
  run.report({
    code: 'InvalidInputAccepted',
    message: `${nameOf(operation)} answered ${exchange.response.status} ${message}.`,
    exchange,
    contractPointer: run.values.media(operation)!.pointer,
    severity: 'warning',
    key: 'form',
  });
}

/** The properties of a JSON body as a browser sends fields. */
function toForm(body = '{}'): string {
  const fields = Object.entries(JSON.parse(body) as Record<string, unknown>).flatMap(([name, value]) =>
    [value].flat().map((entry) => [name, typeof entry === 'string' ? entry : JSON.stringify(entry)]),
  );
  return new URLSearchParams(fields).toString();
}

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
