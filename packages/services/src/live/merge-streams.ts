/** Merges async streams into one, in the order items come. Ends when all have ended; an error of one ends all. */
export async function* mergeStreams<T>(streams: readonly AsyncGenerator<T>[]): AsyncGenerator<T> {
  type Turn = { readonly stream: AsyncGenerator<T>; readonly result: IteratorResult<T> };
  const turns = new Map<AsyncGenerator<T>, Promise<Turn>>();
  const advance = (stream: AsyncGenerator<T>): void => {
    const turn = stream.next().then((result) => ({ stream, result }));
    // It may fail while the consumer works, or after it has left, when nobody waits for it; the next race hears of it.
    turn.catch(() => {});
    turns.set(stream, turn);
  };
  for (const stream of streams) advance(stream);
  try {
    while (turns.size > 0) {
      const turn = await Promise.race(turns.values());
      if (turn.result.done) {
        turns.delete(turn.stream);
        continue;
      }
      advance(turn.stream);
      yield turn.result.value;
    }
  } finally {
    for (const stream of turns.keys()) void stream.return(undefined).catch(() => {});
  }
}
