import type { StepDelta } from "@orrery/engine";

/** The live text of one attempt on its way to watchers. */
export interface DeltaStream {
  push(piece: string): void;
  /** Sends what is left. */
  end(): void;
}

const coalesceMs = 50;

/** Pieces that come within 50 ms go out together; `offset` counts UTF-16 code units of the whole text. */
export function createDeltaStream(
  step: { readonly stepKey: string; readonly attempt: number },
  send: (delta: StepDelta) => void,
): DeltaStream {
  let waiting = "";
  let offset = 0;
  let timer: NodeJS.Timeout | undefined;

  const flush = (): void => {
    clearTimeout(timer);
    timer = undefined;
    if (waiting === "") return;
    send({ stepKey: step.stepKey, attempt: step.attempt, offset, text: waiting });
    offset += waiting.length;
    waiting = "";
  };

  return {
    push(piece) {
      waiting += piece;
      timer ??= setTimeout(flush, coalesceMs);
    },
    end: flush,
  };
}
