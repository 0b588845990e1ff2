/** Finds the operation of a request. */

/** What was found: an operation, a path that exists with other methods, or nothing. */
export type Match<T> =
  | { readonly kind: 'found'; readonly operation: T; readonly params: Readonly<Record<string, string>> }
  | { readonly kind: 'method'; readonly allow: string }
  | { readonly kind: 'none' };

/**
 * Prepares a table whose keys read `GET /webhooks/{id}`. Where two templates fit a path, the one with fewer
 * parameters wins.
 */
export function createRoutes<T>(
  basePath: string,
  table: Readonly<Record<string, T>>,
): (method: string, path: string) => Match<T> {
  const routes = Object.entries(table)
    .map(([key, operation]) => {
      const [method, template] = key.split(' ') as [string, string];
      const names = [...template.matchAll(/\{(\w+)\}/g)].map((match) => match[1]!);
      const pattern = new RegExp(`^${basePath}${template.replaceAll(/\{\w+\}/g, '([^/]+)')}$`);
      return { method, names, pattern, operation };
    })
    .sort((left, right) => left.names.length - right.names.length);
  return (method, path) => {
    const fitting = routes.filter(({ pattern }) => pattern.test(path));
    const fewest = fitting.filter(({ names }) => names.length === fitting[0]!.names.length);
    const route = fewest.find((candidate) => candidate.method === method);
    if (!route)
      return fewest.length === 0
        ? { kind: 'none' }
        : { kind: 'method', allow: fewest.map((other) => other.method).join(', ') };
    const values = route.pattern.exec(path)!.slice(1).map(decode);
    return {
      kind: 'found',
      operation: route.operation,
      params: Object.fromEntries(route.names.map((name, i) => [name, values[i]!])),
    };
  };
}

function decode(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
