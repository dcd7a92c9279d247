/**
 * The same items. A failure that nobody waits for yet is told to whoever asks next, and is no unhandled rejection, which
 * would end the process: tRPC's pings ask for the next item before the last one is written.
 */
export function heardStream<T>(items: AsyncGenerator<T, void>): AsyncGenerator<T, void> {
  return {
    next() {
      const next = items.next();
      next.catch(() => undefined);
      return next;
    },
    return: (value) => items.return(value),
    throw: (error) => items.throw(error),
    [Symbol.asyncIterator]() {
      return this;
    },
    [Symbol.asyncDispose]: () => items[Symbol.asyncDispose](),
  };
}
