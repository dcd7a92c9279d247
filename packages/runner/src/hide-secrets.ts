import type { StepError, StepOutcome } from "@orrery/node-kit";
import type { Json, JsonObject } from "@orrery/plan";
import type { SecretMask } from "@orrery/ports";
import { isJsonObject } from "./json-object.ts";

/** What a runtime answered, as it may be kept: without any credential that the workspace's steps have used. */
export function hideSecrets(mask: SecretMask, outcome: StepOutcome): StepOutcome {
  switch (outcome.kind) {
    case "done":
      return { ...outcome, output: hidden(mask, outcome.output) };
    case "failed":
      return { kind: "failed", error: hideInError(mask, outcome.error) };
    case "wait": {
      const { wait } = outcome;
      if (wait.for === "person") return { kind: "wait", wait: { ...wait, show: hiddenObject(mask, wait.show) } };
      return wait.for === "run" ? { kind: "wait", wait: { ...wait, input: hidden(mask, wait.input) } } : outcome;
    }
  }
}

/** A failure as it may be kept. */
export function hideInError(mask: SecretMask, error: StepError): StepError {
  return {
    ...error,
    message: mask.text(error.message),
    ...(error.details !== undefined && { details: hiddenObject(mask, error.details) }),
  };
}

/** What is no JSON (it goes round in circles) is refused later, as it is. */
function hidden(mask: SecretMask, value: Json): Json {
  try {
    return mask.json(value);
  } catch {
    return value;
  }
}

function hiddenObject(mask: SecretMask, value: JsonObject): JsonObject {
  const found = hidden(mask, value);
  return isJsonObject(found) ? found : {};
}
