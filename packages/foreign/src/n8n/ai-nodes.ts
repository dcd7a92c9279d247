import type { JsonObject } from "@orrery/graph";
import { celMember, untranslated, whole } from "../cel-text.ts";
import { firstOfType } from "../first-of-type.ts";
import type { ForeignNode } from "../foreign-flow.ts";
import { at, isObject, numberOf, objectsOf, textOf } from "../json-access.ts";
import type { MapContext, Mapping } from "../mapping.ts";
import { slug } from "../name-ids.ts";
import { n8nPolicy } from "./network-nodes.ts";

/** What the user says: its own text, or what a chat or the step before said. */
function promptOf(settings: JsonObject, ctx: MapContext): string {
  const own = settings.text ?? settings.prompt ?? settings.inputText;
  const isAuto = settings.promptType !== "define" && (settings.promptType === "auto" || textOf(own) === "");
  if (!isAuto) return ctx.text(own);
  const said = ctx.given(["chatInput"]);
  if (said === null) ctx.note("What it is asked could not be told: write its prompt.");
  return said === null ? untranslated("the prompt") : whole(said);
}

/** The model that is wired to it: here `default`, with its temperature and length kept. */
function modelOf(ctx: MapContext, own?: JsonObject): JsonObject {
  const [model] = ctx.feeding("ai_languageModel");
  const settings = model?.settings ?? own ?? {};
  const named = settings.model ?? settings.modelName ?? settings.modelId;
  const name = textOf(isObject(named) ? named.value : named);
  const what = name.replace(/^=/, "").slice(0, 100);
  if (what !== "") ctx.note(`It asked ${what}: here it asks the model “default”. Choose another if you have one.`);
  const temperature = numberOf(at(settings, "options", "temperature"));
  return { model: "default", ...(temperature !== null && temperature >= 0 && temperature <= 2 && { temperature }) };
}

/** The shape that a parser which is wired to it asks for. */
function shapeOf(ctx: MapContext): JsonObject | null {
  const [parser] = ctx.feeding("ai_outputParser");
  if (parser === undefined) return null;
  const { inputSchema, jsonSchema, jsonSchemaExample } = parser.settings;
  for (const [source, isExample] of [
    [inputSchema ?? jsonSchema, false],
    [jsonSchemaExample, true],
  ] as const) {
    const read = readJson(source);
    if (read !== null) return isExample ? shapeOfExample(read) : read;
  }
  ctx.note("The shape of its answer could not be read: enter it anew.");
  return null;
}

function readJson(source: unknown): JsonObject | null {
  try {
    const value: unknown = JSON.parse(textOf(source));
    return isObject(value) ? value : null;
  } catch {
    return null;
  }
}

/** A JSON Schema that an example fits. */
function shapeOfExample(example: JsonObject): JsonObject {
  const of = (value: unknown): JsonObject => {
    if (Array.isArray(value)) return { type: "array", ...(value[0] !== undefined && { items: of(value[0]) }) };
    if (isObject(value)) return shapeOfExample(value);
    return typeof value === "number"
      ? { type: "number" }
      : typeof value === "boolean"
        ? { type: "boolean" }
        : { type: "string" };
  };
  const entries = Object.entries(example).map(([name, value]) => [name, of(value)] as const);
  return { type: "object", properties: Object.fromEntries(entries), required: Object.keys(example) };
}

const answers = (node: ForeignNode) => node.settings.hasOutputParser === true;

const chain: Mapping = {
  type: "prompt",
  reads: ([first, ...rest], node) => {
    if (first === undefined) return [answers(node) ? "object" : "text"];
    if (first === "output") return [answers(node) ? "object" : "text", ...rest];
    return first === "text" || first === "response" ? ["text", ...rest] : null;
  },
  build(node, ctx) {
    const { settings } = node;
    const messages = objectsOf(at(settings, "messages", "messageValues"));
    const system = messages.map(({ message }) => ctx.text(message)).join("\n\n");
    if (messages.some(({ type }) => type === "AIMessagePromptTemplate")) {
      ctx.note("Its example messages became part of the role and rules.");
    }
    const shape = shapeOf(ctx);
    const policy = n8nPolicy(node);
    return {
      config: {
        ...modelOf(ctx),
        prompt: promptOf(settings, ctx),
        ...(system !== "" && { system }),
        ...(shape !== null && { outputSchema: shape }),
      },
      ...(policy !== undefined && { policy }),
    };
  },
};

const message: Mapping = {
  type: "prompt",
  reads: ([first, second, ...rest]) => {
    if (first === undefined) return ["text"];
    return (first === "message" && second === "content") || first === "text" ? ["text", ...rest] : null;
  },
  build({ settings }, ctx) {
    const rows = objectsOf(at(settings, "messages", "values") ?? at(settings, "responses", "values"));
    const of = (role: string) =>
      rows
        .filter((row) => (textOf(row.role) || "user") === role)
        .map((row) => ctx.text(row.content))
        .join("\n\n");
    const system = of("system");
    return { config: { ...modelOf(ctx, settings), prompt: of("user"), ...(system !== "" && { system }) } };
  },
};

const agent: Mapping = {
  type: "agent",
  reads: ([first, ...rest], node) =>
    first === undefined || first === "output" ? [answers(node) ? "object" : "text", ...rest] : null,
  build(node, ctx) {
    const { settings } = node;
    const system = ctx.text(at(settings, "options", "systemMessage"));
    const turns = numberOf(at(settings, "options", "maxIterations"));
    const shape = shapeOf(ctx);
    const history = historyOf(ctx);
    const policy = n8nPolicy(node);
    return {
      config: {
        ...modelOf(ctx),
        prompt: promptOf(settings, ctx),
        ...(system !== "" && { system }),
        ...(history !== null && { history }),
        ...(shape !== null && { outputSchema: shape }),
        tools: {},
        maxTurns: turns !== null && turns >= 1 && turns <= 100 ? Math.round(turns) : 10,
      },
      ...(policy !== undefined && { policy }),
    };
  },
};

const CHAT = "@n8n/n8n-nodes-langchain.chatTrigger";
const OLD_CHAT = "@n8n/n8n-nodes-langchain.manualChatTrigger";

/** What was said before: a chat brings it here by itself. */
function historyOf(ctx: MapContext): string | null {
  const [memory] = ctx.feeding("ai_memory");
  if (memory === undefined) return null;
  const chat = firstOfType(ctx.flow, CHAT) ?? firstOfType(ctx.flow, OLD_CHAT);
  const id = chat === undefined ? null : ctx.idOf(chat.key);
  ctx.note(
    id === null
      ? "Its memory is not taken over: a Chat brings earlier messages here."
      : "Its memory is the conversation that the Chat brings.",
  );
  return id === null ? null : whole(celMember(id, ["messages"]));
}

const categoriesOf = ({ settings }: ForeignNode) => objectsOf(at(settings, "categories", "categories")).slice(0, 64);

function categoryIds(node: ForeignNode): readonly string[] {
  const taken = new Set(["otherwise", "error"]);
  return categoriesOf(node).map(({ category }, index) => {
    const named = slug(textOf(category)) || `case_${index + 1}`;
    const id = taken.has(named) ? `${named}_${index + 1}` : named;
    taken.add(id);
    return id;
  });
}

const classify: Mapping = {
  type: "classify",
  passes: true,
  exits: (exit, node) => categoryIds(node)[Number(exit)] ?? "otherwise",
  build(node, ctx) {
    const ids = categoryIds(node);
    const { model } = modelOf(ctx);
    return {
      config: {
        model: model ?? "default",
        text: ctx.text(node.settings.inputText),
        cases: categoriesOf(node).map(({ category, description }, index) => ({
          id: ids[index] ?? "",
          when: (textOf(description) || textOf(category)).replace(/^=/, "").slice(0, 2_000),
        })),
      },
    };
  },
};

const extract: Mapping = {
  type: "extract",
  reads: ([first, ...rest]) => (first === undefined || first === "output" ? ["value", ...rest] : null),
  build({ settings }, ctx) {
    const rows = objectsOf(at(settings, "attributes", "attributes"));
    const types: Readonly<Record<string, string>> = { number: "number", boolean: "boolean" };
    const properties = rows.flatMap(({ name, type, description }) => {
      const key = textOf(name).slice(0, 100);
      const about = textOf(description).slice(0, 1_000);
      const schema = { type: types[textOf(type)] ?? "string", ...(about !== "" && { description: about }) };
      return key === "" || key === "__proto__" ? [] : [[key, schema] as const];
    });
    const required = rows.filter((row) => row.required === true).map(({ name }) => textOf(name));
    const schema = readJson(settings.inputSchema) ?? {
      type: "object",
      properties: Object.fromEntries(properties),
      required,
    };
    const { model } = modelOf(ctx);
    return { config: { model: model ?? "default", text: ctx.text(settings.text), schema } };
  },
};

/** What of n8n asks models. */
export const aiNodes: Readonly<Record<string, Mapping | ((node: ForeignNode) => Mapping | null)>> = {
  "@n8n/n8n-nodes-langchain.agent": agent,
  "@n8n/n8n-nodes-langchain.chainLlm": chain,
  "@n8n/n8n-nodes-langchain.openAi": ({ settings }) =>
    ["text", ""].includes(textOf(settings.resource)) && ["message", "response", ""].includes(textOf(settings.operation))
      ? message
      : null,
  "@n8n/n8n-nodes-langchain.textClassifier": classify,
  "@n8n/n8n-nodes-langchain.informationExtractor": extract,
};
