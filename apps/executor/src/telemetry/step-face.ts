import { type EventBody, nodeIdOf } from "@orrery/engine";
import type { AskedStep } from "./open-step.ts";
import { genAi, ours } from "./semantic-names.ts";
import type { Attributes, Span } from "./span.ts";
import type { RunFacts } from "./span-builder.ts";
import type { TracedNode } from "./traced-node.ts";

/** What a step is to those who look at traces. */
export interface StepFace {
  readonly name: string;
  readonly kind: Span["kind"];
  readonly nodeId: string;
  readonly nodeType: string | null;
  readonly attributes: Attributes;
  readonly contents: Readonly<Record<string, string>>;
}

type Ending = Extract<EventBody, { type: "step.succeeded" | "step.failed" | "step.cancelled" | "step.resumed" }>;

/** Names and attributes of a step by the GenAI conventions, where they have any for it: agents, model calls, tool calls. */
export function stepFace(of: {
  readonly stepKey: string;
  readonly asked: AskedStep | null;
  readonly facts: RunFacts;
  readonly event: Ending;
}): StepFace {
  const { stepKey, asked, facts, event } = of;
  const hostId = nodeIdOf(stepKey);
  const host = facts.nodes.get(hostId);
  const nodeId = asked?.nodeId ?? hostId;
  const node = facts.nodes.get(nodeId);
  const done = event.type === "step.succeeded" ? event : null;
  const general = {
    ...(done?.handle !== undefined && { [ours.handle]: done.handle }),
    ...(done?.cached !== undefined && { [ours.cached]: true }),
  };
  const output = done?.output.id ?? null;
  const face = { nodeId, nodeType: node?.type ?? null };

  if (asked?.kind === "tool") {
    const tool = host?.tools.get(nodeId) ?? nodeId;
    return {
      ...face,
      name: `execute_tool ${tool}`,
      kind: "internal",
      attributes: {
        ...general,
        [genAi.operation]: "execute_tool",
        [genAi.toolName]: tool,
        [genAi.toolType]: "function",
        [genAi.toolCallId]: stepKey,
      },
      contents: contentsOf({ [genAi.toolArguments]: asked.input, [genAi.toolResult]: output }),
    };
  }
  const contents = contentsOf({ [ours.input]: asked?.input ?? null, [ours.output]: output });
  if (asked === null && node?.kind === "agent") {
    return {
      ...face,
      name: `invoke_agent ${nodeId}`,
      kind: "internal",
      attributes: {
        ...general,
        [genAi.operation]: "invoke_agent",
        [genAi.agentName]: nodeId,
        ...modelOf(facts, node, done?.model),
      },
      contents,
    };
  }
  if (asksModel(node, asked, done)) {
    const model = node?.model ?? done?.model ?? "";
    return {
      ...face,
      name: `chat ${model}`,
      kind: "client",
      attributes: {
        ...general,
        [genAi.operation]: "chat",
        ...modelOf(facts, node, done?.model),
        ...usageOf(done),
      },
      contents,
    };
  }
  const part = asked === null ? nodeId : stepKey.slice(stepKey.lastIndexOf("/") + 1).replaceAll(/\d+/g, "n");
  return { ...face, name: `step ${part}`, kind: "internal", attributes: { ...general, ...usageOf(done) }, contents };
}

/** A step with a model of its own; or a piece of an agent's work, which asks it unless it is a wait. */
function asksModel(
  node: TracedNode | undefined,
  asked: AskedStep | null,
  done: Extract<Ending, { type: "step.succeeded" }> | null,
): boolean {
  if (done?.model !== undefined) return true;
  if (asked === null) return node?.kind === "model";
  return asked.kind === "own" && node?.kind === "agent";
}

function modelOf(facts: RunFacts, node: TracedNode | undefined, answered: string | undefined): Attributes {
  const asked = node?.model ?? null;
  const provider = facts.providerOf(asked ?? "") ?? (answered === undefined ? null : facts.providerOf(answered));
  return {
    ...(provider !== null && { [genAi.provider]: provider }),
    ...(asked !== null && { [genAi.requestModel]: asked }),
    ...(answered !== undefined && { [genAi.responseModel]: answered }),
  };
}

/** What a kept result once took is not taken again. */
function usageOf(done: Extract<Ending, { type: "step.succeeded" }> | null): Attributes {
  if (done?.usage === undefined || done.cached !== undefined) return {};
  const { inputTokens, outputTokens, usd } = done.usage;
  return { [genAi.inputTokens]: inputTokens, [genAi.outputTokens]: outputTokens, [ours.usd]: usd };
}

function contentsOf(all: Readonly<Record<string, string | null>>): Readonly<Record<string, string>> {
  return Object.fromEntries(Object.entries(all).flatMap(([name, id]) => (id === null ? [] : [[name, id]])));
}
