/** The package in a browser: what of its public API needs no Node. A bundler takes it by the condition `browser`. */
export { contractFromDocument, type DocumentOptions } from '../contract/from-document.ts';
export type { Contract, EventSpec, Operation, Violation } from '../contract/types.ts';
export { HookspecError, type ErrorCode } from '../errors.ts';
export { sign, verify } from '../signing/later.ts';
export { createMockHandler, type HandlerOptions, type MockHandler } from './handler.ts';
