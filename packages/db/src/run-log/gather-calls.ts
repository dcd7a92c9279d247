/**
 * Turns many calls of one item into few calls of many, without a timer: what arrives while a call is under way goes out
 * together as soon as it has returned.
 * @param work answers in the order of its items; when it throws, all its callers see the error.
 */
export function gatherCalls<I, O>(
  work: (items: readonly I[]) => Promise<readonly O[]>,
  largest: number,
): (item: I) => Promise<O> {
  let waiting: {
    readonly item: I;
    readonly resolve: (answer: O) => void;
    readonly reject: (error: unknown) => void;
  }[] = [];
  let isUnderWay = false;

  const flush = async (): Promise<void> => {
    isUnderWay = true;
    while (waiting.length > 0) {
      const calls = waiting.slice(0, largest);
      waiting = waiting.slice(largest);
      try {
        const answers = await work(calls.map((call) => call.item));
        for (const [i, call] of calls.entries()) {
          const answer = answers[i];
          if (answer === undefined) call.reject(new Error("a gathered call was left without an answer"));
          else call.resolve(answer);
        }
      } catch (error) {
        for (const call of calls) call.reject(error);
      }
    }
    isUnderWay = false;
  };

  return (item) =>
    new Promise<O>((resolve, reject) => {
      waiting.push({ item, resolve, reject });
      if (isUnderWay) return;
      isUnderWay = true;
      // The rest of this turn's callers join the first batch.
      queueMicrotask(() => void flush());
    });
}
