import type { StepDelta } from "@orrery/engine";

const MOST_KEPT = 16_384;

interface Stream {
  attempt: number;
  /** Where `text` begins in the whole. */
  from: number;
  text: string;
}

/** The text that steps give while they work. Pieces may come twice, be missing, or belong to an older attempt. */
export class StreamTexts {
  readonly #streams = new Map<string, Stream>();

  add(delta: StepDelta): void {
    const stream = this.#streams.get(delta.stepKey);
    if (stream && delta.attempt < stream.attempt) return;
    if (!stream || delta.attempt > stream.attempt || delta.offset > stream.from + stream.text.length) {
      this.#streams.set(delta.stepKey, { attempt: delta.attempt, from: delta.offset, text: delta.text });
      return;
    }
    const keep = Math.max(0, delta.offset - stream.from);
    const text = stream.text.slice(0, keep) + delta.text;
    const over = Math.max(0, text.length - MOST_KEPT);
    stream.from += over;
    stream.text = text.slice(over);
  }

  /** What has arrived of this step; `…` stands for a beginning that was not seen. */
  read(stepKey: string): string | null {
    const stream = this.#streams.get(stepKey);
    if (!stream) return null;
    return stream.from > 0 ? `…${stream.text}` : stream.text;
  }

  delete(stepKey: string): void {
    this.#streams.delete(stepKey);
  }
}
