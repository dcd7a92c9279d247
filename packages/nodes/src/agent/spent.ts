import type { StepError, Usage } from "@orrery/node-kit";
import { sumUsage } from "../model-usage.ts";
import type { AgentConfig } from "./agent-config.ts";
import { passed } from "./passed.ts";
import type { Turn } from "./take-turn.ts";

/** What an agent has used up, counted from its turns alone, so that it is the same after a crash. */
export class Spent {
  #usage: Usage = { inputTokens: 0, outputTokens: 0, usd: 0 };
  #from: number | null = null;
  #to = 0;
  #waitedMs = 0;

  add(turn: Turn): void {
    this.addUsage(turn.usage);
    this.#from ??= turn.startedAt;
    this.#to = Math.max(this.#to, turn.endedAt);
  }

  addUsage(usage: Usage): void {
    this.#usage = sumUsage([this.#usage, usage]);
  }

  get usage(): Usage {
    return this.#usage;
  }

  /** The limit that is passed, as the failure of the agent; null where none is. */
  over({ maxTokens, maxUsd, maxMs }: AgentConfig): StepError | null {
    const { inputTokens, outputTokens, usd } = this.#usage;
    const tokens = inputTokens + outputTokens;
    const ms = this.#from === null ? 0 : this.#to - this.#from - this.#waitedMs;
    if (maxTokens !== undefined && tokens >= maxTokens) {
      return passed("maxTokens", `It has used ${tokens} of ${maxTokens} tokens.`);
    }
    if (maxUsd !== undefined && usd > maxUsd) return passed("maxUsd", `It has cost ${usd} of ${maxUsd} dollars.`);
    if (maxMs !== undefined && ms >= maxMs) return passed("maxMs", `It has worked for ${ms} of ${maxMs} milliseconds.`);
    return null;
  }

  /** What is left of `maxMs` at `now` (epoch ms): all of it before the first turn. */
  leftMs(maxMs: number, now: number): number {
    return this.#from === null ? maxMs : Math.max(0, maxMs - (now - this.#from - this.#waitedMs));
  }

  /** Time in which nothing but an answer was waited for. */
  waited(ms: number): void {
    this.#waitedMs += Math.max(0, ms);
  }
}
