import { defineRuntime } from "@orrery/node-kit";
import { permanent } from "../failure.ts";
import { textOfValue } from "../text-of-value.ts";
import type { AgentConfig } from "./agent-config.ts";
import { AgentLoop } from "./agent-loop.ts";
import { readHistory } from "./read-history.ts";

/**
 * Lets a model work with tools, turn by turn: each turn is the sub-step `turn.N`, each tool call `turn.N#call.M`, each
 * question to a person `turn.N#ask.M`, each summary `summary.N` (after so many turns; `summary.0` is of
 * what was said before the run). Gives `{ text, object?, turns, usage, stopped }`. Fails with `PROMPT_EMPTY`,
 * `AGENT_HISTORY_INVALID`, `AGENT_LIMIT`, `AGENT_LOOPED`, `AGENT_CALLS_REFUSED`, `AGENT_ANSWER_INVALID`, or as a turn does
 * (`MODEL_…`).
 */
export const agentRuntime = defineRuntime<AgentConfig>({
  type: "agent",
  async run(ctx, { config }) {
    if (textOfValue(config.prompt).trim() === "") return permanent("PROMPT_EMPTY", "The goal is empty.");
    const history = readHistory(config.history);
    if (history === null)
      return permanent(
        "AGENT_HISTORY_INVALID",
        "The earlier messages are no list of { role, text }, as a chat gives it.",
      );
    return new AgentLoop(ctx.subSteps, config, history).run();
  },
});
