/** Most answers are known at once; waiting for a promise would cost each of them a turn of the event loop. */

/** Goes on with a value when it is there: at once if it is no promise. */
export function after<T, R>(value: T | Promise<T>, next: (value: T) => R): R | Promise<R> {
  return value instanceof Promise ? value.then(next) : next(value);
}
