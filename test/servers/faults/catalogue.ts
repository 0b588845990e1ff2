/** Every wrong server by provider, and the right servers that they are made of. */
import { createAgentmessage } from '../reference/agentmessage.ts';
import { createEncrata } from '../reference/encrata.ts';
import { createLava } from '../reference/lava.ts';
import { createLeadlex } from '../reference/leadlex.ts';
import { agentmessageFaults } from './agentmessage.ts';
import { encrataFaults } from './encrata.ts';
import { lavaFaults } from './lava.ts';
import { leadlexFaults } from './leadlex.ts';

/** The right servers, and a key of a fresh tenant of each. */
export const providers = {
  lava: { create: createLava, token: 'aks_test_reference0000000001' },
  encrata: { create: createEncrata, token: 'enc_live_reference0000000001' },
  agentmessage: { create: createAgentmessage, token: 'am_live_reference0000000001' },
  leadlex: { create: createLeadlex, token: 'wbk_live_reference0000000001' },
} as const;

/** The wrong servers. */
export const catalogue = {
  lava: lavaFaults,
  encrata: encrataFaults,
  agentmessage: agentmessageFaults,
  leadlex: leadlexFaults,
} as const;
