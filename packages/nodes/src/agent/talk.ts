import type { ModelMessage, ModelToolResult } from "@orrery/node-kit";
import type { Turn } from "./take-turn.ts";

interface Round {
  readonly turn: Turn;
  readonly results: readonly ModelToolResult[];
}

/**
 * What was said so far, by rounds: what the model asked for with what came of it. A round is seen whole or not at all, as
 * providers want a result for each call.
 */
export class Talk {
  readonly #rounds: Round[] = [];
  #summary = "";
  #summed = 0;

  add(turn: Turn, results: readonly ModelToolResult[]): void {
    this.#rounds.push({ turn, results });
  }

  get rounds(): number {
    return this.#rounds.length;
  }

  get summary(): string {
    return this.#summary;
  }

  /** How many of the oldest rounds a summary is due of, so that the newest `keep` stay as they are: once as many again have come. */
  dueForSummary(keep: number): number {
    const waiting = this.#rounds.length - this.#summed - keep;
    return waiting >= keep ? waiting : 0;
  }

  /** The rounds that a summary is due of, as text. */
  textOf(count: number): string {
    return this.#rounds
      .slice(this.#summed, this.#summed + count)
      .map(roundText)
      .join("\n\n");
  }

  summarise(count: number, summary: string): void {
    this.#summary = summary;
    this.#summed += count;
  }

  /** Of all that no summary stands for, the newest `keep` rounds, or all. */
  messages(keep = Number.POSITIVE_INFINITY): readonly ModelMessage[] {
    const open = this.#rounds.slice(this.#summed);
    return open.slice(Math.max(0, open.length - keep)).flatMap(({ turn, results }): readonly ModelMessage[] => [
      { role: "assistant", text: turn.text, calls: turn.calls },
      { role: "tool", results },
    ]);
  }
}

function roundText({ turn, results }: Round): string {
  const calls = turn.calls.map(({ name, args }) => `Call: ${name} ${args}`);
  return [turn.text, ...calls, ...results.map(({ text }) => `Result: ${text}`)]
    .filter((line) => line !== "")
    .join("\n");
}
