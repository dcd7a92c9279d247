import { defineRuntime } from "@orrery/node-kit";
import { permanent } from "../failure.ts";
import { textOfValue } from "../text-of-value.ts";
import type { TeamConfig } from "./team-config.ts";
import { TeamLoop } from "./team-loop.ts";

/**
 * Lets several agents work towards one goal. Each model turn of whoever speaks is the sub-step `turn.N`, its tool calls
 * `turn.N#call.M`, questions to people `turn.N#ask.M`. Gives `{ by, text, object?, turns, board, said, usage, stopped }`.
 * Fails with `PROMPT_EMPTY`, `TEAM_EMPTY`, as an agent (`AGENT_…`), or as a turn does (`MODEL_…`).
 */
export const teamRuntime = defineRuntime<TeamConfig>({
  type: "team",
  async run(ctx, { config }) {
    if (textOfValue(config.prompt).trim() === "") return permanent("PROMPT_EMPTY", "The goal is empty.");
    return new TeamLoop(ctx.subSteps, config).run();
  },
});
