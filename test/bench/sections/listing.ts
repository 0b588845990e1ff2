/** What a page of a list costs by how much is stored. */
import type { Bench } from '../bench.ts';
import { measureRequests } from '../measure.ts';
import { startSynthetic, type Synthetic } from '../synthetic.ts';

/** Rows of a page. */
export const PAGE = 20;

/** CPU in µs per request: the first page, and one half-way through. */
export interface ListingRow {
  readonly stored: number;
  readonly first: number;
  readonly middle: number;
}

/** Measures a page of {@link PAGE} rows with 10, 1,000 and 10,000 stored. */
export async function measureListing(bench: Bench): Promise<ListingRow[]> {
  const rows: ListingRow[] = [];
  for (const stored of [10, 1000, 10_000]) {
    await using synthetic = await startSynthetic(bench, 1);
    const { server, get, create } = synthetic;
    const requests = [{ wire: create(0), status: 201 }];
    await bench.generator.run({
      port: server.port,
      connections: 4,
      requests,
      least: stored,
      count: stored,
      seconds: 60,
    });
    const cost = async (path: string) =>
      (await measureRequests('hookspec', server, [{ wire: get(path), status: 200 }], bench.generator, bench.effort))
        .cpu;
    const first = await cost(`/r0?limit=${PAGE}`);
    const cursor = await findMiddle(synthetic, stored);
    rows.push({
      stored,
      first,
      middle: cursor === undefined ? first : await cost(`/r0?limit=${PAGE}&cursor=${cursor}`),
    });
  }
  return rows;
}

/** The cursor after half of what is stored; undefined where all fit on one page. */
async function findMiddle({ get, read }: Synthetic, stored: number): Promise<string | undefined> {
  if (stored <= PAGE) return undefined;
  const half = stored / 2;
  const step = Math.min(100, half);
  let cursor: string | undefined;
  for (let seen = 0; seen < half; seen += step) {
    const from = cursor === undefined ? '' : `&cursor=${cursor}`;
    const page = (await read(get(`/r0?limit=${step}${from}`))) as { next: string };
    cursor = encodeURIComponent(page.next);
  }
  return cursor;
}
