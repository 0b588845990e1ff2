/** The file that `hookspec replay` runs: the fewest requests that show a fault, and how it is known again. */
import type { Json } from '../../contract/types.ts';
import type { Finding } from '../../report/finding.ts';
import type { RequestForm } from '../raw/request-bytes.ts';
import type { Repeated } from '../repeated.ts';
import type { Proof } from './proof.ts';

/** A form as JSON: bytes in base64. */
export interface StoredForm extends Omit<RequestForm, 'bytes'> {
  readonly bytes?: string;
}

/** One request. Texts may hold references, see `references.ts`. */
export interface ReplayStep {
  /** Name that references use, e.g. `create` or `read2`. */
  readonly id: string;
  /** operationId in the contract. */
  readonly operation: string;
  /** Upper case. */
  readonly method: string;
  /** Path and query, below the base URL. */
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
  /** JSON body. */
  readonly body?: Json;
  /** A body that is no JSON, or not written as `JSON.stringify` would. */
  readonly text?: string;
  /** Marks that stand for something long, and how the request was written where that was unusual. */
  readonly repeated?: readonly Repeated[];
  readonly form?: StoredForm;
  /** What later steps use: name → JSON pointer into the answer. */
  readonly capture?: Readonly<Record<string, string>>;
  /** Status of the answer when the fault was found. */
  readonly answered: number;
}

/** The whole file. */
export interface ReplayFile {
  /** Version of this form. */
  readonly replay: 1;
  readonly finding: Pick<
    Finding,
    'code' | 'operation' | 'message' | 'contractPointer' | 'responsePointer' | 'expected' | 'received' | 'fingerprint'
  >;
  readonly contract: string;
  /** Base path of the contract's server URL. */
  readonly basePath: string;
  readonly seed: number;
  /** Names of properties that hold secrets; what is printed hides their values. */
  readonly secrets: readonly string[];
  readonly steps: readonly ReplayStep[];
  /** The step that shows the fault, and what its answer has to be. */
  readonly expect: { readonly step: string } & Proof;
  /** Removes what the steps have created; run whatever happens. */
  readonly cleanup: readonly ReplayStep[];
}
