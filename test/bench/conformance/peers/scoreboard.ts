/** How other tools fare against the same servers. */
import { faults } from '../../../servers/faults/catalogue.ts';
import type { Provider } from '../../../servers/faults/dialect.ts';
import { variants } from '../../../servers/variants/catalogue.ts';
import type { Peer } from './peer.ts';
import { openStage } from './stage.ts';

/** How one tool fared against the servers of one provider. */
export interface Fare {
  readonly peer: string;
  readonly provider: Provider;
  /** Faults tried, and faults that it complained about in a way in which it does not complain about the right server. */
  readonly tried: number;
  readonly found: number;
  /** Right servers tried, and right servers that it complained about. */
  readonly right: number;
  readonly accused: number;
  /** Milliseconds for one server, in the mean. */
  readonly time: number;
}

/** Tries every nth server of a provider. */
export async function tryPeer(peer: Peer, provider: Provider, step: number): Promise<Fare> {
  await using stage = await openStage(provider);
  await using tool = await peer.start(provider, stage);
  stage.play();
  // Twice: what is loaded at first need is not what is measured.
  await tool.judge();
  stage.play();
  const usual = new Set(await tool.judge());
  const wrong = faults.filter((fault) => fault.provider === provider).filter((_, i) => i % step === 0);
  const started = performance.now();
  let found = 0;
  for (const { wrap } of wrong) {
    stage.play(wrap);
    if ((await tool.judge()).some((complaint) => !usual.has(complaint))) found++;
  }
  const time = (performance.now() - started) / wrong.length;
  const right = variants
    .filter(({ providers }) => (providers ?? [provider]).includes(provider))
    .filter((_, i) => i % step === 0);
  let accused = 0;
  for (const { wrap } of right) {
    stage.play((handle) => wrap(handle, provider));
    if ((await tool.judge()).length > 0) accused++;
  }
  return {
    peer: peer.name,
    provider,
    tried: wrong.length,
    found,
    right: right.length,
    accused,
    time: Math.round(time),
  };
}
