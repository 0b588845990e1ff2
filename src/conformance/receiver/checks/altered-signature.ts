import { defineForgery } from '../define.ts';
import { alterAt, editSignature } from '../forge.ts';

/** A signature of which one character is wrong is refused, wherever it stands. */
export const alteredSignature = defineForgery({
  name: 'altered-signature',
  title: 'refuses a signature of which one character is wrong',
  code: 'SignatureComparedInPart',
  what: 'a delivery whose signature is wrong in one character',
  forge(run) {
    const alter = (part: string, place: (length: number) => number) => ({
      delivery: editSignature(run.good(), run.scheme, (text) =>
        // Behind the last full group of base64 a character may carry padding alone.
        alterAt(text, place(text.replace(/=+$/, '').length - 2)),
      ),
      what: `a delivery whose signature is wrong ${part}`,
    });
    return [
      alter('in its last characters', (end) => end),
      alter('in its first character', () => 0),
      alter('in the middle', (end) => Math.floor(end / 2)),
    ];
  },
});
