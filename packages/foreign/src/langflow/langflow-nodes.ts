import type { Json, JsonObject } from "@orrery/graph";
import { celMember, literal, untranslated, whole } from "../cel-text.ts";
import { firstOfType } from "../first-of-type.ts";
import type { ForeignNode } from "../foreign-flow.ts";
import { numberOf, objectsOf, textOf } from "../json-access.ts";
import type { MapContext, Mapping } from "../mapping.ts";
import { fieldOf } from "./field-of.ts";
import { page, request } from "./web-nodes.ts";

const chat: Mapping = {
  type: "chat",
  single: true,
  reads: ([first, ...rest]) => (first === undefined ? ["text"] : ["text", ...rest]),
  build: () => ({ config: {} }),
};

const result: Mapping = {
  type: "output",
  exits: () => null,
  build: (node, ctx) => ({ config: { value: fieldOf(node, "input_value", ctx) ?? "" } }),
};

/** Text that stands in the flow, or that it hands on. */
const text: Mapping = {
  type: "template",
  reads: () => [],
  build: (node, ctx) => ({
    config: { text: fieldOf(node, "input_value", ctx) ?? fieldOf(node, "text", ctx) ?? "", tidy: false },
  }),
};

const prompt: Mapping = {
  type: "template",
  reads: () => [],
  build(node, ctx) {
    const source = textOf(node.settings.template);
    let end = 0;
    let out = "";
    for (const match of source.matchAll(/\{\{|\}\}|\{([A-Za-z_][\w ]{0,80})\}/g)) {
      out += literal(source.slice(end, match.index));
      end = match.index + match[0].length;
      if (match[1] === undefined) out += match[0].charAt(0);
      else out += fieldOf(node, match[1], ctx) ?? "";
    }
    return { config: { text: out + literal(source.slice(end)), tidy: false } };
  },
};

function modelOf(node: ForeignNode, ctx: MapContext): JsonObject {
  const { settings } = node;
  const [fed] = [...ctx.feeding("model"), ...ctx.feeding("llm"), ...ctx.feeding("agent_llm")];
  const named = fed?.settings ?? settings;
  const listed = objectsOf(named.model)[0]?.name;
  const name = textOf(named.model_name) || textOf(listed) || textOf(named.model) || textOf(named.agent_llm);
  if (name !== "")
    ctx.note(`It asked ${name.slice(0, 100)}: here it asks the model “default”. Choose another if you have one.`);
  const temperature = numberOf(named.temperature);
  return { model: "default", ...(temperature !== null && temperature >= 0 && temperature <= 2 && { temperature }) };
}

const model: Mapping = {
  type: "prompt",
  reads: ([first, ...rest]) => (first === undefined || first === "text" ? ["text", ...rest] : null),
  build(node, ctx) {
    const system = fieldOf(node, "system_message", ctx);
    const asked = fieldOf(node, "input_value", ctx);
    if (asked === null) ctx.note("Nothing is asked of it: write its prompt.");
    return {
      config: { ...modelOf(node, ctx), prompt: asked ?? "", ...(system !== null && system !== "" && { system }) },
    };
  },
};

const agent: Mapping = {
  type: "agent",
  reads: () => ["text"],
  build(node, ctx) {
    const system = fieldOf(node, "system_prompt", ctx) ?? fieldOf(node, "agent_description", ctx);
    const turns = numberOf(node.settings.max_iterations) ?? 15;
    const start = firstOfType(ctx.flow, "ChatInput");
    const id = start === undefined ? null : ctx.idOf(start.key);
    if (id !== null) ctx.note("Its memory is the conversation that the Chat brings.");
    return {
      config: {
        ...modelOf(node, ctx),
        prompt: fieldOf(node, "input_value", ctx) ?? "",
        ...(system !== null && system !== "" && { system }),
        ...(id !== null && { history: whole(celMember(id, ["messages"])) }),
        tools: {},
        maxTurns: Math.round(Math.min(100, Math.max(1, turns))),
      },
    };
  },
};

const OPERATIONS: Readonly<Record<string, (a: string, b: string) => string>> = {
  equals: (a, b) => `${a} == ${b}`,
  "not equals": (a, b) => `${a} != ${b}`,
  contains: (a, b) => `contains(${a}, ${b})`,
  "starts with": (a, b) => `${a}.startsWith(${b})`,
  "ends with": (a, b) => `${a}.endsWith(${b})`,
};

const router: Mapping = {
  type: "branch",
  passes: true,
  exits: (exit) => ({ true_result: "true", false_result: "false" })[exit] ?? null,
  build(node, ctx) {
    const { settings } = node;
    const left =
      ctx.feeding("input_text").length > 0 ? ctx.given([], "input_text") : JSON.stringify(textOf(settings.input_text));
    const right =
      ctx.feeding("match_text").length > 0 ? ctx.given([], "match_text") : JSON.stringify(textOf(settings.match_text));
    const known = OPERATIONS[textOf(settings.operator) || "equals"];
    const isExact = settings.case_sensitive !== false && textOf(settings.true_case_message) === "";
    if (!isExact) ctx.note("Capitals count here, and it hands on what it was given: check its messages.");
    if (known !== undefined && left !== null && right !== null) return { config: { when: whole(known(left, right)) } };
    ctx.note("Its condition has no exact counterpart: write it anew, it is marked.");
    return { config: { when: untranslated("the condition") } };
  },
};

const combine: Mapping = {
  type: "template",
  reads: () => [],
  build(node, ctx) {
    const between = typeof node.settings.delimiter === "string" ? literal(node.settings.delimiter) : " ";
    const parts = ["text1", "text2"].map((name) => fieldOf(node, name, ctx) ?? "");
    return { config: { text: parts.join(between), tidy: false } };
  },
};

const shape: Mapping = {
  type: "extract",
  reads: (path) => ["value", ...path],
  build(node, ctx) {
    const rows = objectsOf(node.settings.output_schema);
    const kinds: Readonly<Record<string, string>> = { int: "number", float: "number", bool: "boolean", dict: "object" };
    const properties = rows.flatMap(({ name, type, description, multiple }) => {
      const key = textOf(name).slice(0, 100);
      const about = textOf(description).slice(0, 1_000);
      const one: JsonObject = { type: kinds[textOf(type)] ?? "string" };
      const isMany = multiple === true || multiple === "True" || textOf(type) === "list";
      const schema: Json = {
        ...(isMany ? { type: "array", items: one } : one),
        ...(about !== "" && { description: about }),
      };
      return key === "" || key === "__proto__" ? [] : [[key, schema] as const];
    });
    const { model: asked } = modelOf(node, ctx);
    const hints = fieldOf(node, "system_prompt", ctx);
    return {
      config: {
        model: asked ?? "default",
        text: fieldOf(node, "input_value", ctx) ?? "",
        schema: {
          type: "object",
          properties: Object.fromEntries(properties),
          required: properties.map(([name]) => name),
        },
        ...(hints !== null && hints !== "" && { hints }),
      },
    };
  },
};

const memory: Mapping = {
  type: "transform",
  reads: () => [],
  build(_node, ctx) {
    const start = firstOfType(ctx.flow, "ChatInput");
    const id = start === undefined ? null : ctx.idOf(start.key);
    ctx.note("It gives the conversation that the Chat brings.");
    return { config: { value: id === null ? [] : whole(celMember(id, ["messages"])) } };
  },
};

const note: Mapping = {
  type: "note",
  build: ({ settings }) => ({ config: { text: textOf(settings.text).slice(0, 100_000) } }),
};

const named: Readonly<Record<string, Mapping>> = {
  ChatInput: chat,
  ChatOutput: result,
  TextOutput: result,
  TextOutputComponent: result,
  TextInput: text,
  TextInputComponent: text,
  Prompt: prompt,
  "Prompt Template": prompt,
  PromptComponent: prompt,
  Agent: agent,
  ConditionalRouter: router,
  URL: page,
  URLComponent: page,
  APIRequest: request,
  APIRequestComponent: request,
  CombineText: combine,
  StructuredOutput: shape,
  StructuredOutputComponent: shape,
  Memory: memory,
  MemoryComponent: memory,
  note,
};

/** Whether a component asks a model: one of the many providers, or the one for all of them. */
export const isModel = ({ type }: ForeignNode): boolean =>
  /^(?:LanguageModel(?:Component)?|[A-Z]\w*Model(?:Component)?)$/.test(type) && !/Embedding/.test(type);

/** What a component of Langflow is here; null where there is no counterpart. */
export function langflowMapping(node: ForeignNode): Mapping | null {
  if (Object.hasOwn(named, node.type)) return named[node.type] ?? null;
  return isModel(node) ? model : null;
}
