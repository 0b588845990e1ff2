/** The documents: each pinned by the version of its package and by its content. */

/** One OpenAPI document that a package ships. */
export interface ThirdPartyDocument {
  /** Name of the package; its version stands in package.json beside this file. */
  readonly name: string;
  /** Path in the package. */
  readonly file: string;
  readonly sha256: string;
}

/** Largest first, so that a long wait comes at once. */
export const documents: readonly ThirdPartyDocument[] = [
  {
    name: '@octokit/openapi',
    file: 'generated/api.github.com.json',
    sha256: '829b4bebb19a53133289f7b0bc819f4f1118115821db2ca9f25e9ee995a7da2a',
  },
  {
    name: '@directus/specs',
    file: 'dist/openapi.json',
    sha256: 'fd9c209674ca9c7912ce5eacc830537b7e7ec8e9f5c67dbffc4ded4a9bd157e1',
  },
  {
    name: '@blockfrost/openapi',
    file: 'openapi.yaml',
    sha256: 'b0f64545d55c459525d31ba681d8134fba95d2ce5452d87a754aa7409d2ca887',
  },
  {
    name: '@dopplerhq/mcp-server',
    file: 'doppler-openapi.json',
    sha256: 'ad4107b67a905de7f6e7069be15494ac6d397f86568084ef1098c74549afd637',
  },
  {
    name: '@readme/oas-examples',
    file: '3.0/yaml/star-trek.yaml',
    sha256: 'c5b188cfe5e9e72e4432460fad37eb85e4a4136ba57756912f16b5c53a5265fa',
  },
  {
    name: 'rclone-openapi',
    file: 'openapi.yaml',
    sha256: '73cb4242ab3b0058c981d3aaeb252a7a6e6f2385e0e15770d5e6d818e39d1328',
  },
  {
    name: '@mojaloop/api-snippets',
    file: 'fspiop/v2_0/openapi3/openapi.yaml',
    sha256: '54dae8798021ff304809d950559ddf30feff38a40459e47181ea42e21010b2f4',
  },
  {
    name: '@mojaloop/api-snippets',
    file: 'sdk-bulk.yaml',
    sha256: 'c589439498641900ec37568a153afbaa1fbeff821ab48341dda441b9a058be3a',
  },
  {
    name: '@figma/rest-api-spec',
    file: 'openapi/openapi.yaml',
    sha256: 'd0d7f955eecafa8166c8e0dd63ba10cc14c18677903c2b447921ba39eea5d598',
  },
  {
    name: '@readme/oas-examples',
    file: '3.1/json/readme.json',
    sha256: 'abce2cf97fa1f0b158a96d633295c332e4090b6bcd9a48e965361193a47de460',
  },
  {
    name: '@digdir/dialogporten-schema',
    file: 'swagger.verified.json',
    sha256: 'a93d5d4ef9468b98dca934f4817cd65ebb31e9fd43418e5b892be7921aa3b009',
  },
  {
    name: '@dcl/catalyst-api-specs',
    file: 'lib/api.yaml',
    sha256: 'bc695b274c275595ef224f592ceb9bdbc8241b664087b92ec356c1829c2b1c33',
  },
  {
    name: '@ideal-postcodes/openapi',
    file: 'dist/openapi.yaml',
    sha256: 'a062b0fca8032f740c916e55e1cf8257cea4a446c9afdc022356c2494d2379dd',
  },
  {
    name: '@readme/oas-examples',
    file: '3.1/yaml/petstore.yaml',
    sha256: '038e9f146c27768f9c0f8f45016fc76a23ae001f9af67f68bf28c56a488d6873',
  },
  {
    name: '@readme/oas-examples',
    file: '3.0/json/polymorphism.json',
    sha256: '49d36a60eee7dcf97dd7b1e2ed0dab49b17a62f40d7cef70307647be5ed7db3b',
  },
  {
    name: '@scalar/galaxy',
    file: 'dist/3.1.yaml',
    sha256: '4251073ff00540d56d882ef0feb8e786a00701c4ffe2cde4213b3ebcc45cf2d9',
  },
  {
    name: '@readme/oas-examples',
    file: '3.1/yaml/train-travel.yaml',
    sha256: '7c4bfe2493a3b486da89fbc2b2a6d0e8f23abdae8b6d14ce07c7a0c6230e49a5',
  },
  {
    name: '@readme/oas-examples',
    file: '3.0/json/server-path-level.json',
    sha256: 'ca9bb20e1543d0ba18a3f11a54b224b600f088d389e7feca02ef5c6c520eec39',
  },
];
