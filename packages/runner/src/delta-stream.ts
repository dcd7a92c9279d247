import type { StepDelta } from "@orrery/engine";
import type { SecretMask } from "@orrery/ports";

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
  mask?: SecretMask,
): DeltaStream {
  let waiting = "";
  let offset = 0;
  const visible = mask?.pieces();
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
      waiting += visible === undefined ? piece : visible.push(piece);
      timer ??= setTimeout(flush, coalesceMs);
    },
    end() {
      waiting += visible?.end() ?? "";
      flush();
    },
  };
}
