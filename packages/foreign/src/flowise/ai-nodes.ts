import type { Json, JsonObject } from "@orrery/graph";
import { untranslated, whole } from "../cel-text.ts";
import type { ForeignNode } from "../foreign-flow.ts";
import { isObject, listOf, numberOf, objectOf, objectsOf, textOf } from "../json-access.ts";
import type { MapContext, Mapping } from "../mapping.ts";
import { plainText } from "../plain-text.ts";

function modelOf(settings: JsonObject, prefix: string, ctx: MapContext): JsonObject {
  const config = objectOf(settings[`${prefix}ModelConfig`]);
  const name = (textOf(config.modelName) || textOf(settings[`${prefix}Model`])).slice(0, 100);
  if (name !== "") ctx.note(`It asked ${name}: here it asks the model “default”. Choose another if you have one.`);
  const temperature = numberOf(config.temperature);
  return { model: "default", ...(temperature !== null && temperature >= 0 && temperature <= 2 && { temperature }) };
}

/** What it is told and asked. Without words of its own it is asked what the step before gave. */
function wordsOf(settings: JsonObject, prefix: string, ctx: MapContext) {
  const rows = objectsOf(settings[`${prefix}Messages`]);
  const of = (role: string) =>
    rows
      .filter((row) => row.role === role)
      .map((row) => ctx.text(row.content))
      .join("\n\n");
  const own = [of("user"), ctx.text(settings[`${prefix}UserMessage`])]
    .filter((text) => text.trim() !== "")
    .join("\n\n");
  const given = ctx.given();
  if (own === "" && given !== null)
    ctx.note("It was asked what stood in the conversation: here it is asked what the step before gave.");
  const prompt = own !== "" ? own : given === null ? untranslated("the prompt") : whole(given);
  if (rows.some(({ role }) => role === "assistant")) ctx.note("Its example answers are left out.");
  const system = of("system");
  return { prompt, ...(system !== "" && { system }) };
}

/** A JSON Schema from the rows of a structured output. */
function shapeOf(rows: readonly JsonObject[]): JsonObject | null {
  const properties = rows.flatMap(({ key, type, enumValues, description }) => {
    const name = textOf(key).slice(0, 100);
    const about = textOf(description).slice(0, 1_000);
    const schema = { ...schemaOf(textOf(type), textOf(enumValues)), ...(about !== "" && { description: about }) };
    return name === "" || name === "__proto__" ? [] : [[name, schema] as const];
  });
  if (properties.length === 0) return null;
  return { type: "object", properties: Object.fromEntries(properties), required: properties.map(([name]) => name) };
}

function schemaOf(type: string, choices: string): JsonObject {
  switch (type) {
    case "number":
    case "boolean":
      return { type };
    case "stringArray":
      return { type: "array", items: { type: "string" } };
    case "jsonArray":
      return { type: "array", items: { type: "object" } };
    case "enum":
      return {
        type: "string",
        enum: choices
          .split(",")
          .map((one) => one.trim())
          .filter((one) => one !== ""),
      };
    default:
      return { type: "string" };
  }
}

const structured = ({ settings }: ForeignNode) => objectsOf(settings.llmStructuredOutput);

/** `output.content` is the text, every other member of `output` one of its structured answer. */
export function answerAt(
  path: readonly (string | number)[],
  isStructured: boolean,
): readonly (string | number)[] | null {
  const [first, second, ...rest] = path;
  if (first === undefined) return [isStructured ? "object" : "text"];
  if (first !== "output") return null;
  if (second === undefined) return [isStructured ? "object" : "text"];
  if (second === "content") return ["text", ...rest];
  return isStructured ? ["object", second, ...rest] : null;
}

export const llm: Mapping = {
  type: "prompt",
  reads: (path, node) => answerAt(path, structured(node).length > 0),
  build(node, ctx) {
    const { settings } = node;
    const shape = shapeOf(structured(node));
    return {
      config: {
        ...modelOf(settings, "llm", ctx),
        ...wordsOf(settings, "llm", ctx),
        ...(shape !== null && { outputSchema: shape }),
      },
    };
  },
};

export const agent: Mapping = {
  type: "agent",
  reads: (path) => answerAt(path, false),
  build({ settings }, ctx) {
    const names = objectsOf(settings.agentTools).map(({ agentSelectedTool }) => textOf(agentSelectedTool));
    const stores = [...listOf(settings.agentKnowledgeDocumentStores), ...listOf(settings.agentKnowledgeVSEmbeddings)];
    if (names.length > 0)
      ctx.note(`Its tools (${names.join(", ").slice(0, 200)}) are of Flowise: wire steps to it as tools.`);
    if (stores.length > 0) ctx.note("Its knowledge is not in the file: wire a Recall to it as a tool.");
    return {
      config: { ...modelOf(settings, "agent", ctx), ...wordsOf(settings, "agent", ctx), tools: {}, maxTurns: 10 },
    };
  },
};

const scenariosOf = ({ settings }: ForeignNode) =>
  objectsOf(settings.conditionAgentScenarios)
    .slice(0, 64)
    .map(({ scenario }) => plainText(textOf(scenario)));

export const conditionAgent: Mapping = {
  type: "classify",
  reads: () => ["taken"],
  exits: (exit, node) => (Number(exit) < scenariosOf(node).length ? `case_${Number(exit) + 1}` : "otherwise"),
  build(node, ctx) {
    const { settings } = node;
    const { model } = modelOf(settings, "conditionAgent", ctx);
    const text = ctx.text(settings.conditionAgentInput);
    if (textOf(settings.conditionAgentInstructions) !== "") {
      ctx.note("Its instructions are left out: each case says what belongs to it.");
    }
    const given = ctx.given();
    return {
      config: {
        model: model ?? "default",
        text: text !== "" ? text : given === null ? untranslated("the text") : whole(given),
        cases: scenariosOf(node).map((scenario, index) => ({
          id: `case_${index + 1}`,
          when: scenario.slice(0, 2_000),
        })),
      },
    };
  },
};

/** JSON that stands in a field as text, or already is JSON. */
export function jsonField(value: Json | undefined, ctx: MapContext): Json {
  if (isObject(value) || Array.isArray(value)) return ctx.json(value);
  const text = plainText(textOf(value));
  try {
    return ctx.json(JSON.parse(text));
  } catch {
    return ctx.text(text);
  }
}
