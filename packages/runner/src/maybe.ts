/**
 * A value that is often there already. Chains of steps whose inputs are in memory must not cost a turn of the event loop
 * each, so nothing is awaited that is not a promise.
 */
export type Maybe<T> = T | Promise<T>;

export function isPending<T>(value: Maybe<T>): value is Promise<T> {
  return value instanceof Promise;
}

export function after<T, U>(value: Maybe<T>, next: (value: T) => Maybe<U>): Maybe<U> {
  return isPending(value) ? value.then(next) : next(value);
}

/** All of them; pending only where one is. */
export function allOf<T>(values: readonly Maybe<T>[]): Maybe<readonly T[]> {
  const there: T[] = [];
  for (const value of values) {
    if (isPending(value)) return Promise.all(values);
    there.push(value);
  }
  return there;
}
