/** The public API of hookspec. */
export { contractFromDocument, type DocumentOptions } from './contract/from-document.ts';
export { loadContract, type LoadOptions } from './contract/load.ts';
export type { Contract, EventSpec, Operation, Violation } from './contract/types.ts';
export type { Behaviour, Evidence, Resource } from './contract/behaviour.ts';
export { HookspecError, type ErrorCode } from './errors.ts';
export { generate, type GeneratedFile } from './codegen/generate.ts';
export { reviewContract, type Review } from './review/review-contract.ts';
export { checkConformance } from './conformance/check-conformance.ts';
export type { ConformanceOptions } from './conformance/options.ts';
export type { HandlerOptions, MockHandler } from './mock/handler.ts';
export { createMockHandler } from './mock/node-handler.ts';
export type { FaultSpec } from './mock/faults/fault.ts';
export type { SnapshotDocument } from './mock/snapshots.ts';
export { startMock, type Mock, type MockOptions } from './mock/start.ts';
export { sign, verify } from './signing/later.ts';
export type { SignatureScheme } from './signing/scheme.ts';
export type { CheckEvent, CheckReport } from './report/check-report.ts';
export type { Finding } from './report/finding.ts';
