/** Every wrong server by provider, and the right servers that they are made of. */
import { createAgentmessage } from '../reference/agentmessage.ts';
import { createEncrata } from '../reference/encrata.ts';
import { createLava } from '../reference/lava.ts';
import { createLeadlex } from '../reference/leadlex.ts';
import { reachFaults } from './auth-reach.ts';
import { authFaults } from './auth.ts';
import { frameFaults } from './body-frames.ts';
import { bodyFaults } from './body.ts';
import { detailFaults } from './details.ts';
import { dialects, type Provider } from './dialect.ts';
import { errorFaults } from './error.ts';
import type { Fault } from './fault.ts';
import { headerFaults } from './headers.ts';
import { looseBodyFaults } from './leniency-bodies.ts';
import { queryFaults } from './leniency-queries.ts';
import { readingFaults } from './leniency-readings.ts';
import { leniencyFaults } from './leniency.ts';
import { headFaults } from './protocol-heads.ts';
import { protocolFaults } from './protocol.ts';
import { rateFaults } from './rate.ts';
import { partFaults } from './secret-parts.ts';
import { secretFaults } from './secret.ts';
import { lifeFaults } from './state-life.ts';
import { listFaults } from './state-lists.ts';
import { ownershipFaults } from './state-ownership.ts';
import { textFaults } from './state-texts.ts';
import { timeFaults } from './state-times.ts';
import { valueFaults } from './state-values.ts';
import { stateFaults } from './state.ts';
import { statusFaults } from './status.ts';
import { strictFaults } from './strictness.ts';
import { subtleFaults } from './subtle.ts';
import { countFaults } from './views-counts.ts';
import { oldRowFaults } from './views-old.ts';
import { viewFaults } from './views.ts';

/** The right servers, and a key of a fresh tenant of each. */
export const providers = {
  lava: { create: createLava, token: dialects.lava.tokens.main },
  encrata: { create: createEncrata, token: dialects.encrata.tokens.main },
  agentmessage: { create: createAgentmessage, token: dialects.agentmessage.tokens.main },
  leadlex: { create: createLeadlex, token: dialects.leadlex.tokens.main },
} as const;

/** All wrong servers. */
export const faults: readonly Fault[] = [
  ...statusFaults,
  ...strictFaults,
  ...bodyFaults,
  ...frameFaults,
  ...errorFaults,
  ...headerFaults,
  ...leniencyFaults,
  ...looseBodyFaults,
  ...queryFaults,
  ...readingFaults,
  ...authFaults,
  ...reachFaults,
  ...secretFaults,
  ...partFaults,
  ...stateFaults,
  ...ownershipFaults,
  ...lifeFaults,
  ...listFaults,
  ...textFaults,
  ...valueFaults,
  ...timeFaults,
  ...rateFaults,
  ...protocolFaults,
  ...headFaults,
  ...subtleFaults,
  ...detailFaults,
  ...viewFaults,
  ...countFaults,
  ...oldRowFaults,
];

const of = (provider: Provider): readonly Fault[] => faults.filter((fault) => fault.provider === provider);

/** The wrong servers by provider. */
export const catalogue: Readonly<Record<Provider, readonly Fault[]>> = {
  lava: of('lava'),
  encrata: of('encrata'),
  agentmessage: of('agentmessage'),
  leadlex: of('leadlex'),
};
