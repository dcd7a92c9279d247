import type { JsonObject, ModelRequest, ModelToolCall } from "@orrery/node-kit";
import { createTestInput, createTestStep, type TestSubAbilities } from "@orrery/node-kit/harness";
import { expect, test } from "vitest";
import { teamRuntime } from "./runtime.ts";

const usage = { inputTokens: 10, outputTokens: 2, usd: 0.001 };
const find = { name: "look_up", description: "Looks up.", parameters: { type: "object" }, permission: "allow" };
const members = [
  { name: "Ada", role: "You look things up.", tools: ["look_up"] },
  { name: "Ben", role: "You write.", model: "small", tools: [] },
];
const base: JsonObject = { prompt: "Write about tin.", members, tools: { find } };

interface Line {
  /** Part of what the speaker is told of itself. */
  readonly as: string;
  readonly text?: string;
  readonly call?: readonly [name: string, args: JsonObject];
}

/** Models that say these lines one after another; each line says whose it has to be. */
function team(script: readonly Line[], more: TestSubAbilities = {}) {
  const asked: ModelRequest[] = [];
  const step = createTestStep({
    generate: async (request) => {
      const line = script[asked.length];
      asked.push(request);
      if (line === undefined) throw new Error("The script is over.");
      expect(request.system ?? "").toContain(line.as);
      const calls: ModelToolCall[] =
        line.call === undefined ? [] : [{ id: "c1", name: line.call[0], args: JSON.stringify(line.call[1]) }];
      return { text: line.text ?? "", ...(calls.length > 0 && { toolCalls: calls }), usage, model: "m" };
    },
    subSteps: { call: () => ({ kind: "done", output: "Tin melts at 232 °C." }), ...more },
  });
  const run = (config: JsonObject = {}) => teamRuntime.run(step.ctx, createTestInput({ ...base, ...config }));
  return { step, asked, run };
}

const ADA = "You are Ada";
const BEN = "You are Ben";
const LEAD = "You are the supervisor";

const supervised: readonly Line[] = [
  { as: LEAD, call: ["ask_member", { member: "Ada", task: "Find the melting point." }] },
  { as: ADA, call: ["look_up", {}] },
  { as: ADA, text: "It is 232 °C." },
  { as: LEAD, call: ["ask_member", { member: "Ben", task: "Write it down." }] },
  { as: BEN, text: "Tin melts at 232 °C." },
  { as: LEAD, text: "Tin melts at 232 °C, says Ben." },
];

test("a supervisor gives tasks, members do them with their own tools and models, and it answers", async () => {
  const { run, asked, step } = team(supervised);
  expect(await run()).toEqual({
    kind: "done",
    output: {
      by: "Supervisor",
      text: "Tin melts at 232 °C, says Ben.",
      turns: 6,
      board: [],
      said: [
        { by: "Supervisor", text: "To Ada: Find the melting point." },
        { by: "Ada", text: "It is 232 °C." },
        { by: "Supervisor", text: "To Ben: Write it down." },
        { by: "Ben", text: "Tin melts at 232 °C." },
        { by: "Supervisor", text: "Tin melts at 232 °C, says Ben." },
      ],
      usage: { inputTokens: 60, outputTokens: 12, usd: expect.closeTo(0.006) },
      stopped: "answer",
    },
  });
  expect(step.performed).toEqual(["turn.1", "turn.2", "turn.2#call.1", "turn.3", "turn.4", "turn.5", "turn.6"]);
  expect(asked.map(({ model, tools = [] }) => [model, tools.map(({ name }) => name)])).toEqual([
    ["default", ["write_on_board", "ask_member"]],
    ["default", ["write_on_board", "look_up"]],
    ["default", ["write_on_board", "look_up"]],
    ["default", ["write_on_board", "ask_member"]],
    ["small", ["write_on_board"]],
    ["default", ["write_on_board", "ask_member"]],
  ]);
  expect(asked[4]?.prompt).toContain("It is 232 °C.");
});

test("run again after a crash it goes the same way, and asks no model for a turn that is done", async () => {
  const whole = team(supervised);
  const outcome = await whole.run();
  const { subSteps } = whole.step;
  for (let kept = 0; kept <= subSteps.length; kept += 1) {
    const turns = subSteps.slice(0, kept).filter(({ kind }) => kind === "own").length;
    const again = team(supervised.slice(turns), { replay: subSteps.slice(0, kept) });
    expect(await again.run()).toEqual(outcome);
    expect(again.asked.length).toBe(supervised.length - turns);
  }
});

test("in turns each adds its part and sees the board, until one finishes", async () => {
  const { run, asked } = team([
    { as: ADA, call: ["write_on_board", { title: "Fact", text: "232 °C" }] },
    { as: ADA, text: "The fact is on the board." },
    { as: BEN, call: ["finish", { answer: "Tin melts at 232 °C." }] },
  ]);
  expect(await run({ mode: "round-robin" })).toMatchObject({
    output: {
      by: "Ben",
      text: "Tin melts at 232 °C.",
      turns: 3,
      board: [{ title: "Fact", text: "232 °C", by: "Ada" }],
    },
  });
  expect(asked[2]?.prompt).toContain("Fact (Ada): 232 °C");
});

test("a debate goes its rounds and is summed up", async () => {
  const lines = [ADA, BEN, ADA, BEN].map((as, at) => ({ as, text: `Point ${at + 1}.` }));
  const { run, asked } = team([...lines, { as: "You sum up a debate", text: "They agree." }]);
  expect(await run({ mode: "debate", rounds: 2 })).toMatchObject({
    output: { by: "Moderator", text: "They agree.", turns: 5, stopped: "answer" },
  });
  expect(asked[4]?.prompt).toContain("Ben: Point 4.");
});

test("a debate whose member took all turns for tools ends with its words", async () => {
  const { run } = team([
    { as: ADA, call: ["look_up", {}] },
    { as: ADA, call: ["look_up", {}] },
    { as: ADA, text: "232 °C." },
  ]);
  expect(await run({ mode: "debate", maxTurns: 3 })).toMatchObject({
    output: { by: "Ada", text: "232 °C.", turns: 3, stopped: "limit" },
  });
});

test("one hands over to another, who answers", async () => {
  const { run, asked } = team([
    { as: ADA, text: "I know the fact.", call: ["hand_over", { to: "Ben", message: "Write that it is 232 °C." }] },
    { as: BEN, text: "Tin melts at 232 °C." },
  ]);
  expect(await run({ mode: "handoff" })).toMatchObject({
    output: { by: "Ben", text: "Tin melts at 232 °C.", turns: 2 },
  });
  expect(asked[1]?.prompt).toContain("Your task:\nWrite that it is 232 °C.");
});

test("no team takes more turns than it may: its last one is told to answer", async () => {
  const { run, asked } = team([
    { as: ADA, text: "One." },
    { as: BEN, text: "Two." },
    { as: ADA, text: "So three." },
  ]);
  expect(await run({ mode: "round-robin", maxTurns: 3 })).toMatchObject({
    output: { by: "Ada", text: "So three.", turns: 3, stopped: "limit" },
  });
  expect(asked[2]?.prompt).toContain("This is the last turn");
  const long = team([
    { as: LEAD, call: ["ask_member", { member: "Ada", task: "Go." }] },
    { as: ADA, text: "This is what I have." },
  ]);
  expect(await long.run({ maxTurns: 2 })).toMatchObject({ output: { by: "Ada", turns: 2, stopped: "limit" } });
  const debate = team([ADA, BEN].map((as) => ({ as, text: "Yes." })).concat({ as: "You sum up", text: "Agreed." }));
  expect(await debate.run({ mode: "debate", rounds: 9, maxTurns: 3 })).toMatchObject({ output: { turns: 3 } });
});

test("a member that names nobody, or a tool that is not its own, is told so", async () => {
  const { run, asked } = team([
    { as: LEAD, call: ["ask_member", { member: "Eve", task: "Go." }] },
    { as: LEAD, call: ["look_up", {}] },
    { as: LEAD, text: "Then I answer myself." },
  ]);
  expect(await run()).toMatchObject({ kind: "done", output: { by: "Supervisor", turns: 3 } });
  const told = asked.map(({ messages = [] }) => JSON.stringify(messages.at(-1) ?? ""));
  expect(told[1]).toContain("TOOL_ARGS_INVALID");
  expect(told[2]).toContain("TOOL_UNKNOWN");
});
