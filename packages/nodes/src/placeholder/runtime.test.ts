import { createTestInput, createTestStep } from "@orrery/node-kit/harness";
import { expect, test } from "vitest";
import { placeholderDefinition } from "./definition.ts";
import { placeholderRuntime } from "./runtime.ts";

test("a placeholder fails in words", () => {
  expect(placeholderRuntime.run(createTestStep().ctx, createTestInput({}))).toEqual({
    kind: "failed",
    error: {
      code: "PLACEHOLDER_NOT_RUNNABLE",
      class: "permanent",
      message: "This step only keeps a place. Put a step that does its work here.",
    },
  });
});

test("a placeholder says what it stands for, has its exits, and is an error until it is replaced", () => {
  const config = placeholderDefinition.config.parse({
    from: "n8n",
    was: "n8n-nodes-base.hubspot",
    kept: { resource: "contact" },
    exits: ["out", "error_1", "out"],
  });
  expect(placeholderDefinition.summary(config)).toEqual([
    { text: "From n8n: hubspot" },
    { text: "Not runnable: replace it" },
  ]);
  expect(placeholderDefinition.outputs(config)).toEqual([
    { id: "out", label: "Next" },
    { id: "error_1", label: "error_1" },
  ]);
  expect(placeholderDefinition.check?.(config)).toEqual([
    {
      path: "",
      code: "ORR_PLACEHOLDER",
      onlyIfOn: true,
      message:
        "This only keeps the place of “n8n-nodes-base.hubspot” from n8n. Put a step that does its work here, or remove it.",
    },
  ]);
});
