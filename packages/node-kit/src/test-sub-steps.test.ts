import { describe, expect, it } from "vitest";
import { createTestStep, type TestAbilities } from "./harness.ts";
import type { StepContext, StepOutcome } from "./runtime.ts";
import type { SubWork } from "./sub-steps.ts";

/** Two turns with a tool and a word from a person between them. */
async function work({ subSteps }: StepContext): Promise<StepOutcome> {
  const think = (n: number) =>
    subSteps.perform(`turn.${n}`, {
      effect: "repeatable",
      input: { n },
      run: async (ctx) => ({ kind: "done", output: ctx.stepKey, model: "offline" }),
    });
  const first = await think(1);
  const [called, answer] = await Promise.all([
    subSteps.call("turn.1#call.1", { nodeId: "add", args: { a: 1 } }),
    subSteps.wait("turn.1#ask.1", { for: "person", show: { title: "May it?" } }),
  ]);
  const second = await think(2);
  return { kind: "done", output: JSON.parse(JSON.stringify([first, called, answer, second])) };
}

const abilities: TestAbilities = {
  subSteps: {
    call: (_name, { args }) => ({ kind: "done", output: args }),
    answer: () => ({ from: "person", by: "Ada", at: 5, answer: { approved: true } }),
  },
};

describe("sub-steps of a test step", () => {
  it("are made once: after any number of them a second run makes only the rest, and comes to the same", async () => {
    const whole = createTestStep(abilities);
    const outcome = await work(whole.ctx);
    expect(whole.performed).toEqual(["turn.1", "turn.1#call.1", "turn.1#ask.1", "turn.2"]);
    for (let done = 0; done <= whole.subSteps.length; done += 1) {
      const replay = whole.subSteps.slice(0, done);
      const again = createTestStep({ subSteps: { ...abilities.subSteps, replay } });
      expect(await work(again.ctx)).toEqual(outcome);
      expect(again.performed).toEqual(whole.performed.filter((name) => !replay.some((one) => one.name === name)));
    }
  });

  it("refuse names that are none, and a name asked for twice", async () => {
    const { ctx } = createTestStep(abilities);
    const own: SubWork = { effect: "pure", input: null, run: async () => ({ kind: "done", output: 1 }) };
    await expect(ctx.subSteps.perform("Turn 1", own)).rejects.toMatchObject({ error: { code: "SUB_STEP_NAME" } });
    await ctx.subSteps.perform("turn.1", own);
    await expect(ctx.subSteps.perform("turn.1", own)).rejects.toMatchObject({ error: { code: "SUB_STEP_TWICE" } });
  });

  it("give what own work threw as a failed outcome", async () => {
    const { ctx } = createTestStep(abilities);
    const run = () => Promise.reject(new Error("oh"));
    expect(await ctx.subSteps.perform("turn.1", { effect: "pure", input: null, run })).toEqual({
      kind: "failed",
      error: { code: "NODE_CRASHED", message: "The node stopped with an error: oh", class: "permanent" },
    });
  });

  it("are refused where the type has none, and the step itself does nothing but ask for them", async () => {
    const plain = createTestStep();
    await expect(plain.ctx.subSteps.call("call.1", { nodeId: "add", args: {} })).rejects.toMatchObject({
      error: { code: "NOT_GRANTED" },
    });
    const generate = async () => ({ text: "", usage: { inputTokens: 0, outputTokens: 0, usd: 0 }, model: "offline" });
    const host = createTestStep({ generate, subSteps: {} });
    const request = { model: "default", prompt: "?", signal: host.ctx.signal };
    await expect(host.ctx.generate(request)).rejects.toMatchObject({ error: { code: "NOT_GRANTED" } });
    const own = await host.ctx.subSteps.perform("turn.1", {
      effect: "repeatable",
      input: null,
      run: async (ctx) => ({ kind: "done", output: (await ctx.generate(request)).model }),
    });
    expect(own).toEqual({ kind: "done", output: "offline" });
  });
});
