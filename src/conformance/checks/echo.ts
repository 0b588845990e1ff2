import { defineBehaviourCheck } from './behaviour-cases.ts';
import { findLost, reportLost } from './kept-values.ts';

/** Texts and lists come back as they were written: not trimmed, cut, escaped, normalised or sorted. */
export const echo = defineBehaviourCheck({
  name: 'echo',
  title: (resource) => `alters no text and no list of a ${resource.name}`,
  applies: () => true,
  async run(run, resource) {
    const lost = await findLost(run, resource);
    reportLost(
      run,
      resource,
      lost.filter(({ how }) => how !== undefined),
    );
  },
});
