/** Small documents to compare. */

/** A document in two files: the answer's schema stands in `schemas.yaml`. */
export function toParcel(version: string, path = '/hooks'): string {
  return `openapi: 3.1.0
info: { title: Parcel, version: ${version} }
servers: [{ url: https://api.parcel.test }]
paths:
  ${path}:
    get:
      operationId: listHooks
      responses:
        '200':
          description: Hooks.
          content: { application/json: { schema: { $ref: 'schemas.yaml#/Hook' } } }
`;
}

/** The file beside it. */
export function toSchemas(type: string): string {
  return `Hook:\n  type: ${type}\n`;
}

/** An overlay that sets the summary of the operation. */
export function toOverlay(summary: string): string {
  return `overlay: 1.0.0
info: { title: More, version: 1.0.0 }
actions:
  - target: $.paths['/hooks'].get
    update: { summary: ${summary} }
`;
}

/** A whole document in one file. */
export function toPlain(version: string, path = '/hooks'): string {
  return `openapi: 3.1.0
info: { title: Plain, version: ${version} }
servers: [{ url: https://api.plain.test }]
paths:
  ${path}:
    get: { operationId: list, responses: { '200': { description: Hooks. } } }
`;
}
