/** What the mock and the worker thread that holds Prism say to each other. */
import type { PlainRequest, PlainResponse } from './message.ts';
import type { PrismSettings } from './prism.ts';

/** An operation to generate for. */
export interface GenerateTask {
  readonly kind: 'generate';
  /** Names the part of a contract; the worker remembers it under this. */
  readonly slice: string;
  /** The document with this one operation; sent with the first task of a slice. */
  readonly document?: string | object;
  readonly method: string;
  /** Path template. */
  readonly path: string;
  readonly mock: PrismSettings['mock'];
  /** Media type to write the body as; absent for a body without one. */
  readonly mediaType?: string;
  /** Generate the documented answer to a request refused with this status. */
  readonly refuse?: number;
}

/** Requests that the callbacks of an operation would send. */
export interface CallbacksTask extends Omit<GenerateTask, 'kind' | 'mock' | 'mediaType' | 'refuse'> {
  readonly kind: 'callbacks';
}

/** How the `prism mock` command was to be started. */
export interface WholeSettings {
  readonly errors: boolean;
  readonly cors: boolean;
  readonly dynamic: boolean;
  readonly ignoreExamples: boolean;
  readonly seed?: string | undefined;
  /** `x-json-schema-faker` of the document. */
  readonly generator: Readonly<Record<string, unknown>>;
}

/** Everything by Prism's rules. */
export interface WholeTask {
  readonly kind: 'whole';
  /** Names the document. */
  readonly slice: string;
  /** A file or a document; sent with the first task of a slice. */
  readonly document?: string | object;
  readonly request: PlainRequest;
  readonly settings: WholeSettings;
}

/** Forget what is remembered under names that begin so. */
export interface ForgetTask {
  readonly kind: 'forget';
  readonly prefix: string;
}

/** A task for the worker. */
export type PrismTask = GenerateTask | CallbacksTask | WholeTask | ForgetTask;

/** A callback ready to be sent, but for the runtime expressions in its URL. */
export interface CallbackDraft {
  readonly name: string;
  /** Upper case. */
  readonly method: string;
  /** URL with runtime expressions. */
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: string;
}

/** A generated answer, or the problem Prism has with it. */
export type Generated =
  | { readonly response: PlainResponse }
  | { readonly problem: { readonly status: number; readonly title: string; readonly detail: string } };

/** A response of {@link WholeTask}, with the callbacks that Prism would fire. */
export interface WholeAnswer {
  readonly response: PlainResponse;
  readonly callbacks: readonly CallbackDraft[];
}

/** What comes back. */
export type PrismReply =
  | { readonly id: number; readonly value: unknown }
  | { readonly id: number; readonly error: string; readonly missing: boolean };
