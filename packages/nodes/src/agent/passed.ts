import type { StepError } from "@orrery/node-kit";

/** The failure of an agent at one of its own limits. */
export function passed(limit: string, words: string): StepError {
  return {
    code: "AGENT_LIMIT",
    message: `The agent has come to its limit “${limit}” without an answer. ${words}`,
    class: "limit",
    details: { limit },
  };
}
