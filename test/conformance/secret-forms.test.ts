import { expect, test } from 'vitest';
import { findSecretForms, toSecretForm } from '../../src/conformance/secret-forms.ts';
import { loadContract } from '../../src/contract/load.ts';

const long = '0123456789abcdef'.repeat(3);

test.for([
  ['^whsec_[0-9a-f]{48}$', `(whsec_${long})`, [`whsec_${long}`]],
  ['^sk_live_\\w{16,}$', `x sk_live_${long}, y`, [`sk_live_${long}`]],
  ['^whsec_[A-Za-z0-9+/=]+$', `whsec_${long} whsec_short`, [`whsec_${long}`]],
  ['^whsec_[0-9a-f]{48}$', `whsec_${long}0 my-whsec_${long} whsec_${long.slice(1)}`, []],
] as const)('finds texts of the form %s and no others', ([pattern, text, found]) => {
  expect(text.match(toSecretForm(pattern)!) ?? []).toEqual(found);
});

test.for([
  ['^[A-Za-z0-9+/]{43}=$', 'has no word of its own'],
  ['^wh_[0-9a-f]{48}$', 'begins with a word that stands before much'],
  ['^whsec_[0-9a-f]{8}$', 'is no longer than an id'],
  ['whsec_[0-9a-f]{48}', 'may stand inside a longer one'],
  ['^(whsec|sk)_[0-9a-f]{48}$', 'is more than a word and its letters'],
  ['^whsec_[^ ]{48}$', 'ends nowhere in a sentence'],
])('takes no text of the form %s for a secret, which %s', ([pattern]) => {
  expect(toSecretForm(pattern!)).toBeUndefined();
});

test.for([
  ['lava', []],
  ['encrata', ['webhook']],
  ['agentmessage', []],
  ['leadlex', ['webhook']],
] as const)('knows which secrets of %s tell what they are', async ([name, resources]) => {
  const forms = findSecretForms(await loadContract(name));
  expect(forms.map(({ resource }) => resource.name)).toEqual(resources);
});
