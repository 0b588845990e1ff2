import { defineBehaviourCheck } from './behaviour-cases.ts';
import { findLost, reportLost } from './kept-values.ts';

/** What was written is what is read, after a create and after an update. */
export const readAfterWrite = defineBehaviourCheck({
  name: 'read-after-write',
  title: (resource) => `keeps what is written to a ${resource.name}`,
  applies: () => true,
  async run(run, resource) {
    const lost = await findLost(run, resource);
    reportLost(
      run,
      resource,
      lost.filter(({ how }) => how === undefined),
    );
  },
});
