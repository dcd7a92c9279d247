import type { JsonObject } from "@orrery/graph";
import { untranslated, whole } from "../cel-text.ts";
import type { ForeignNode } from "../foreign-flow.ts";
import { at, isObject, listOf, numberOf, objectOf, objectsOf, textOf } from "../json-access.ts";
import type { MapContext, Mapping } from "../mapping.ts";
import { difySelector, difyValue } from "./dify-reference.ts";
import { http } from "./http-node.ts";

function modelOf(settings: JsonObject, ctx: MapContext): JsonObject {
  const name = textOf(at(settings, "model", "name")).slice(0, 100);
  if (name !== "") ctx.note(`It asked ${name}: here it asks the model “default”. Choose another if you have one.`);
  const temperature = numberOf(at(settings, "model", "completion_params", "temperature"));
  const most = numberOf(at(settings, "model", "completion_params", "max_tokens"));
  return {
    model: "default",
    ...(temperature !== null && temperature >= 0 && temperature <= 2 && { temperature }),
    ...(most !== null && most >= 1 && most <= 1_000_000 && { maxTokens: Math.round(most) }),
  };
}

const llm: Mapping = {
  type: "prompt",
  reads: ([first, ...rest]) => {
    if (first === undefined || first === "text") return ["text", ...rest];
    return first === "structured_output" ? ["object", ...rest] : null;
  },
  build({ settings }, ctx) {
    const template = settings.prompt_template;
    const rows = Array.isArray(template) ? objectsOf(template) : [{ role: "user", text: textOf(at(template, "text")) }];
    const of = (role: string) =>
      rows
        .filter((row) => (textOf(row.role) || "user") === role)
        .map((row) => ctx.text(row.text))
        .join("\n\n");
    const system = of("system");
    const shape = objectOf(at(settings, "structured_output", "schema"));
    if (rows.some(({ role }) => role === "assistant")) ctx.note("Its example answers are left out.");
    if (isObject(settings.memory))
      ctx.note("Its memory of the conversation is left out: an Agent can be given earlier messages.");
    if (at(settings, "vision", "enabled") === true) ctx.note("It looked at images: choose them in “Images”.");
    return {
      config: {
        ...modelOf(settings, ctx),
        prompt: of("user") || (system !== "" ? "Do as you are told." : ""),
        ...(system !== "" && { system }),
        ...(settings.structured_output_enabled === true && Object.keys(shape).length > 0 && { outputSchema: shape }),
      },
    };
  },
};

const classesOf = ({ settings }: ForeignNode) => objectsOf(settings.classes).slice(0, 64);

const classifier: Mapping = {
  type: "classify",
  reads: ([first]) => (first === "class_name" || first === undefined ? ["taken"] : null),
  exits(exit, node) {
    const index = classesOf(node).findIndex(({ id }) => textOf(id) === exit);
    return index === -1 ? null : `class_${index + 1}`;
  },
  build(node, ctx) {
    const { settings } = node;
    const { model } = modelOf(settings, ctx);
    if (textOf(settings.instruction) !== "")
      ctx.note("Its instructions are left out: say in each case what belongs to it.");
    return {
      config: {
        model: model ?? "default",
        text: difyValue(settings.query_variable_selector, ctx),
        cases: classesOf(node).map(({ name }, index) => ({
          id: `class_${index + 1}`,
          when: textOf(name).slice(0, 2_000),
        })),
      },
    };
  },
};

const extractor: Mapping = {
  type: "extract",
  reads: ([first, ...rest]) =>
    typeof first === "string" && first.startsWith("__")
      ? null
      : ["value", ...(first === undefined ? [] : [first]), ...rest],
  build({ settings }, ctx) {
    const rows = objectsOf(settings.parameters);
    const properties = rows.flatMap(({ name, type, description, options }) => {
      const key = textOf(name).slice(0, 100);
      const about = textOf(description).slice(0, 1_000);
      const [, item] = /^array\[(\w+)\]$/.exec(textOf(type)) ?? [];
      const kind = item === undefined ? schemaType(textOf(type)) : { type: "array", items: schemaType(item) };
      const choices = listOf(options).filter((one) => typeof one === "string");
      const schema = {
        ...kind,
        ...(choices.length > 0 && { enum: choices }),
        ...(about !== "" && { description: about }),
      };
      return key === "" || key === "__proto__" ? [] : [[key, schema] as const];
    });
    const { model } = modelOf(settings, ctx);
    const hints = ctx.text(settings.instruction);
    return {
      config: {
        model: model ?? "default",
        text: difyValue(settings.query, ctx),
        schema: {
          type: "object",
          properties: Object.fromEntries(properties),
          required: rows.filter((row) => row.required === true).map(({ name }) => textOf(name)),
        },
        ...(hints !== "" && { hints }),
      },
    };
  },
};

function schemaType(type: string): JsonObject {
  if (type === "number" || type === "boolean" || type === "object") return { type };
  return type === "bool" ? { type: "boolean" } : { type: "string" };
}

const code: Mapping = {
  type: "code",
  build({ settings }, ctx) {
    return {
      config: {
        input: variables(settings.variables, ctx),
        source: `${textOf(settings.code)}\nreturn main(input);`,
        timeoutMs: 10_000,
      },
    };
  },
};

function variables(rows: unknown, ctx: MapContext): JsonObject {
  const named = objectsOf(rows).filter(({ variable }) => textOf(variable) !== "" && variable !== "__proto__");
  return Object.fromEntries(named.map((row) => [textOf(row.variable), difyValue(row.value_selector, ctx)]));
}

/** Jinja2 where only variables stand in braces; whatever else it can do is marked. */
const template: Mapping = {
  type: "template",
  reads: ([first, ...rest]) => (first === undefined || first === "output" ? rest : null),
  build({ settings }, ctx) {
    const named = new Map(
      objectsOf(settings.variables).map((row) => [textOf(row.variable), listOf(row.value_selector)]),
    );
    let isExact = true;
    const text = textOf(settings.template).replaceAll(
      /\{\{([^{}]{0,300})\}\}|\{%[^{}]{0,300}%\}/g,
      (all, inner: unknown) => {
        const name = textOf(inner).trim();
        const [, variable = "", path = ""] = /^([A-Za-z_]\w*)((?:\.[A-Za-z_]\w*)*)$/.exec(name) ?? [];
        const selector = named.get(variable);
        const cel = selector === undefined ? null : difySelector([...selector, ...path.split(".").slice(1)], ctx);
        if (cel !== null) return whole(cel);
        isExact = false;
        return untranslated(name || all.replaceAll("%", " "));
      },
    );
    if (!isExact) ctx.note("What Jinja does beyond filling in values has no counterpart: write it anew, it is marked.");
    return { config: { text, tidy: false } };
  },
};

const retrieval: Mapping = {
  type: "recall",
  reads: ([first, ...rest]) => (first === undefined || first === "result" ? ["hits", ...rest] : null),
  build({ settings }, ctx) {
    ctx.note("Its knowledge is not in the file: put the documents into the memory “knowledge” here.");
    const limit = numberOf(at(settings, "multiple_retrieval_config", "top_k")) ?? 4;
    return {
      config: {
        scope: "workspace",
        memory: "knowledge",
        query: difyValue(settings.query_variable_selector, ctx),
        limit: Math.round(Math.min(50, Math.max(1, limit))),
      },
    };
  },
};

const agent: Mapping = {
  type: "agent",
  reads: ([first, ...rest]) => (first === undefined || first === "text" ? ["text", ...rest] : null),
  build({ settings }, ctx) {
    const given = objectOf(settings.agent_parameters);
    const { model } = modelOf({ model: { name: textOf(at(given, "model", "value", "model")) } }, ctx);
    const tools = listOf(at(given, "tools", "value")).length;
    if (tools > 0) ctx.note(`Its ${tools} tools are plugins of Dify: wire steps to it as tools.`);
    const system = ctx.text(at(given, "instruction", "value"));
    const turns =
      numberOf(at(given, "maximum_iterations", "value")) ?? numberOf(at(given, "max_iterations", "value")) ?? 10;
    return {
      config: {
        model: model ?? "default",
        prompt: ctx.text(at(given, "query", "value")),
        ...(system !== "" && { system }),
        tools: {},
        maxTurns: Math.round(Math.min(100, Math.max(1, turns))),
      },
    };
  },
};

/** What works in Dify: models, code, requests, texts. */
export const workNodes: Readonly<Record<string, Mapping | ((node: ForeignNode) => Mapping | null)>> = {
  llm,
  "question-classifier": classifier,
  "parameter-extractor": extractor,
  code: ({ settings }) => (settings.code_language === "javascript" ? code : null),
  "template-transform": template,
  "http-request": http,
  "knowledge-retrieval": retrieval,
  agent,
};
