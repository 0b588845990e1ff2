/** The calls that a careful user scripts by hand: each operation on webhooks once as it should be, and the usual mistakes. */
import { createCaller, nowhere, type Answer } from '../../../servers/faults/caller.ts';
import type { Dialect } from '../../../servers/faults/dialect.ts';

/** Makes the calls and returns the answers. */
export async function play(api: Dialect, url: string): Promise<readonly Answer[]> {
  const call = createCaller(api, url, () => undefined, 20_000);
  const answers: Answer[] = [];
  const note = async (answer: Promise<Answer>): Promise<Answer> => {
    const got = await answer;
    answers.push(got);
    return got;
  };
  const { item } = await note(call.create());
  const id: string = item?.[api.id] ?? nowhere;
  await note(call.list());
  await note(call.read(id));
  await note(call.update(id, { [api.text]: 'another text' }));
  await note(call.update(id, { url: 7 }));
  await note(call.create({ url: 7 }));
  await note(call.create({ url: undefined }));
  await note(call.read(nowhere));
  await note(call.list('', { token: null }));
  await note(call.list('', { token: 'wrong' }));
  await note(call.remove(id));
  await note(call.remove(id));
  return answers;
}
