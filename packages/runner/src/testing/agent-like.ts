import type { Catalog, NodeDefinition, NodeRuntime, StepContext, StepOutcome, SubOutcome } from "@orrery/node-kit";
import { catalog } from "@orrery/nodes/catalog";
import type { Plan, PlanNode } from "@orrery/plan";
import { chainOf } from "./memory-runner.ts";

/** What was really done outside, in order: `stepKey attempt`. No crash takes it back. */
export type Ledger = string[];

const usage = { inputTokens: 2, outputTokens: 3, usd: 0.5 };

/** A step like an agent's: four turns of its own, a call of a tool of effect `once`, two things side by side, and a word from a person. */
export function agentLike(ledger: Ledger): readonly NodeRuntime[] {
  return [
    { type: "agent", run: (ctx) => turns(ctx, ledger) },
    {
      type: "send",
      run: (ctx, { config }) => {
        ledger.push(`${ctx.stepKey} ${ctx.attempt}`);
        return { kind: "done", output: { sent: config.value ?? null } };
      },
    },
  ];
}

async function turns(ctx: StepContext, ledger: Ledger): Promise<StepOutcome> {
  const { subSteps } = ctx;
  const think = (name: string) =>
    subSteps.perform(name, {
      effect: "repeatable",
      input: { asks: name },
      run: async (sub) => {
        sub.stream(`thinks of ${name}`);
        await Promise.resolve();
        ledger.push(`${sub.stepKey} ${sub.attempt}`);
        return { kind: "done", output: { said: name }, usage, model: "test" };
      },
    });
  const said: SubOutcome[] = [await think("turn.1")];
  said.push(await subSteps.call("turn.1#call.1", { nodeId: "mail", args: { to: "Ada" } }));
  said.push(...(await Promise.all([think("turn.2"), think("turn.2.b")])));
  const answer = await subSteps.wait("turn.2#ask.1", { for: "person", show: { title: "May it go on?" } });
  said.push(await think("turn.3"));
  const outputs = said.map((one) => (one.kind === "done" ? one.output : one.error.code));
  return { kind: "done", output: [...outputs, answer.from === "person" ? answer.answer : null] };
}

/** What the step gives whatever happens meanwhile, once it has been answered `{ approved: true }`. */
export const agentOutput = [
  { said: "turn.1" },
  { sent: "Ada" },
  { said: "turn.2" },
  { said: "turn.2.b" },
  { said: "turn.3" },
  { approved: true },
];

/** What stands in the ledger of a run without a crash. */
export const agentEffects = [
  "agent#turn.1 1",
  "agent#turn.1#call.1 1",
  "agent#turn.2 1",
  "agent#turn.2.b 1",
  "agent#turn.3 1",
];

/** The agent alone, with `mail` as its tool. */
export function agentPlan(nodes: { readonly agent?: Partial<PlanNode>; readonly mail?: Partial<PlanNode> } = {}): Plan {
  const parameters = { type: "object", properties: { to: { type: "string" } } };
  const plan = chainOf([
    {
      id: "agent",
      type: "agent",
      effect: "repeatable",
      subSteps: true,
      tools: { mail: { name: "mail", description: "Sends a mail", parameters, permission: "allow" } },
      ...nodes.agent,
    },
    {
      id: "mail",
      type: "send",
      role: "tool",
      effect: "once",
      config: { value: "{{ call.args.to }}" },
      ...nodes.mail,
    },
  ]);
  return { ...plan, edges: [] };
}

/** Knows the fields of `send`: it takes what `transform` takes. */
export const agentCatalog: Catalog = (() => {
  const transform = catalog.get("transform");
  const send: NodeDefinition | undefined = transform && { ...transform, type: "send" };
  return { get: (type) => (type === "send" ? send : undefined), types: send === undefined ? [] : [send] };
})();
