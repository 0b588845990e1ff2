/** Header lookup over the shapes in which servers and frameworks hold headers. */

/** Headers of Node (`IncomingHttpHeaders`), of the fetch API, or any plain object. Names in any case. */
export type HeaderSource = Headers | Readonly<Record<string, string | readonly string[] | undefined>>;

/** The value of a header, several of the same name joined by a comma (RFC 9110 §5.2); undefined when there is none. */
export function getHeader(headers: HeaderSource, name: string): string | undefined {
  if (headers instanceof Headers) return headers.get(name) ?? undefined;
  const wanted = name.toLowerCase();
  const values: string[] = [];
  for (const key of Object.keys(headers)) {
    const value = key.toLowerCase() === wanted ? headers[key] : undefined;
    if (value !== undefined) values.push(...(typeof value === 'string' ? [value] : value));
  }
  return values.length === 0 ? undefined : values.join(', ');
}

/** Names of the headers that are there. */
export function listHeaderNames(headers: HeaderSource): string[] {
  return headers instanceof Headers ? [...headers.keys()] : Object.keys(headers);
}
