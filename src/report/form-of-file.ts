/** Which form the name of a file asks for. */

/** The form that the end of a file's name chooses; the longest end wins. */
export function findFormOf<Form extends { readonly extensions: readonly string[] }>(
  file: string,
  forms: readonly Form[],
): Form | undefined {
  const name = file.toLowerCase();
  const longest = ({ extensions }: Form): number =>
    Math.max(0, ...extensions.filter((extension) => name.endsWith(extension)).map((extension) => extension.length));
  const [best] = forms.toSorted((a, b) => longest(b) - longest(a));
  return best && longest(best) > 0 ? best : undefined;
}
