import type { JsonObject } from "@orrery/graph";
import { celString, untranslated, whole } from "../cel-text.ts";
import type { ForeignNode } from "../foreign-flow.ts";
import { objectsOf, pairsOf, textOf } from "../json-access.ts";
import type { MapContext, Mapping } from "../mapping.ts";
import { plainText } from "../plain-text.ts";
import { agent, conditionAgent, jsonField, llm } from "./ai-nodes.ts";
import { flowiseExpression, isChatStart } from "./flowise-reference.ts";

const chat: Mapping = {
  type: "chat",
  single: true,
  reads: (path) => (path.length === 0 ? ["text"] : null),
  build: () => ({ config: {} }),
};

const form: Mapping = {
  type: "input",
  single: true,
  build({ settings }) {
    const rows = objectsOf(settings.formInputTypes);
    const properties = rows.flatMap((row) => {
      const name = textOf(row.name).slice(0, 100);
      const options = objectsOf(row.addOptions).map(({ option }) => textOf(option));
      const title = textOf(row.label).slice(0, 200);
      const type = row.type === "number" || row.type === "boolean" ? row.type : "string";
      const schema = { type, ...(options.length > 0 && { enum: options }), ...(title !== "" && { title }) };
      return name === "" || name === "__proto__" ? [] : [[name, schema] as const];
    });
    return {
      config: {
        schema: {
          type: "object",
          properties: Object.fromEntries(properties),
          required: properties.map(([name]) => name),
        },
      },
    };
  },
};

const reply: Mapping = {
  type: "output",
  exits: () => null,
  build: ({ settings }, ctx) => ({ config: { value: ctx.text(settings.directReplyMessage) } }),
};

const replyOnTheWay: Mapping = {
  type: "template",
  reads: () => [],
  build({ settings }, ctx) {
    ctx.note("It replied while the run went on: here only what ends a run is its answer. This keeps the text.");
    return { config: { text: ctx.text(settings.directReplyMessage), tidy: false } };
  },
};

type Operation = (left: string, right: string) => string;
const OPERATIONS: Readonly<Record<string, Operation>> = {
  contains: (a, b) => `contains(${a}, ${b})`,
  notContains: (a, b) => `!contains(${a}, ${b})`,
  startsWith: (a, b) => `${a}.startsWith(${b})`,
  endsWith: (a, b) => `${a}.endsWith(${b})`,
  equal: (a, b) => `${a} == ${b}`,
  notEqual: (a, b) => `${a} != ${b}`,
  smaller: (a, b) => `${a} < ${b}`,
  smallerEqual: (a, b) => `${a} <= ${b}`,
  larger: (a, b) => `${a} > ${b}`,
  largerEqual: (a, b) => `${a} >= ${b}`,
  isEmpty: (a) => `size(default(${a}, "")) == 0`,
  notEmpty: (a) => `size(default(${a}, "")) > 0`,
};

function condition(row: JsonObject, ctx: MapContext): string {
  const known = Object.hasOwn(OPERATIONS, textOf(row.operation)) ? OPERATIONS[textOf(row.operation)] : undefined;
  const left = operand(row.value1, row.type, ctx);
  const right = operand(row.value2, row.type, ctx);
  if (known !== undefined && left !== null && right !== null) return whole(known(left, right));
  ctx.note("A condition has no exact counterpart: write it anew, it is marked.");
  return untranslated("the condition");
}

function operand(value: unknown, type: unknown, ctx: MapContext): string | null {
  if (typeof value === "boolean" || typeof value === "number") return String(value);
  const text = plainText(textOf(value)).trim();
  if (text.includes("{{")) return flowiseExpression(text, ctx);
  if (type === "number" && text !== "" && Number.isFinite(Number(text))) return String(Number(text));
  return type === "boolean" && (text === "true" || text === "false") ? text : celString(text);
}

const conditionsOf = ({ settings }: ForeignNode) => objectsOf(settings.conditions).slice(0, 64);

const branch: Mapping = {
  type: "branch",
  passes: true,
  exits: (exit) => (exit === "0" ? "true" : "false"),
  build: (node, ctx) => ({ config: { when: condition(conditionsOf(node)[0] ?? {}, ctx) } }),
};

const cases: Mapping = {
  type: "switch",
  passes: true,
  exits: (exit, node) => (Number(exit) < conditionsOf(node).length ? `case_${Number(exit) + 1}` : "otherwise"),
  build: (node, ctx) => ({
    config: { cases: conditionsOf(node).map((row, index) => ({ id: `case_${index + 1}`, when: condition(row, ctx) })) },
  }),
};

const iteration: Mapping = {
  type: "map",
  holds: true,
  reads: (path) => (path.length === 0 || path[0] === "output" ? ["results"] : null),
  build({ settings }, ctx) {
    const text = plainText(textOf(settings.iterationInput));
    const cel = flowiseExpression(text, ctx);
    return { config: { items: cel === null ? listField(text, ctx) : whole(cel), concurrency: 1, onItemError: "fail" } };
  },
};

/** A list that was written as JSON, or an expression to be mended. */
function listField(text: string, ctx: MapContext) {
  const value = jsonField(text, ctx);
  if (Array.isArray(value)) return value;
  ctx.note("Choose the list that it goes through.");
  return typeof value === "string" ? value : untranslated("the list");
}

const approval: Mapping = {
  type: "approval",
  reads: ([first, second]) => (first === "output" && second === "feedback" ? ["note"] : []),
  exits: (exit) => (exit === "0" ? "approved" : exit === "1" ? "refused" : null),
  build({ settings }, ctx) {
    if (settings.humanInputDescriptionType === "dynamic") ctx.note("A model wrote its question: write it here.");
    const title = ctx.text(settings.humanInputDescription);
    const given = ctx.given();
    return {
      config: { title: title === "" ? "Is this all right?" : title, ...(given !== null && { show: whole(given) }) },
    };
  },
};

const http: Mapping = {
  type: "http-request",
  reads([first, second, third, ...rest]) {
    if (first === undefined) return ["body"];
    if (first !== "output") return null;
    if (second === undefined || second === "content") return ["body"];
    if (second !== "http") return null;
    return third === "data"
      ? ["body", ...rest]
      : third === "status"
        ? ["status"]
        : third === "headers"
          ? ["headers", ...rest]
          : null;
  },
  build({ settings }, ctx) {
    const method = textOf(settings.method).toUpperCase() || "GET";
    const text = (value: string) => ctx.text(value);
    const headers = pairsOf(objectsOf(settings.headers), "key", text);
    const query = pairsOf(objectsOf(settings.queryParams), "key", text);
    const kind = textOf(settings.bodyType);
    const isForm = kind === "formData" || kind === "xWwwFormUrlencoded";
    if (isForm) ctx.note("Its body was a form: it is sent as JSON here.");
    const body =
      kind === "" ? undefined : isForm ? pairsOf(objectsOf(settings.body), "key", text) : jsonField(settings.body, ctx);
    const format = textOf(settings.responseType);
    return {
      config: {
        method: ["GET", "POST", "PUT", "DELETE", "PATCH"].includes(method) ? method : "GET",
        url: ctx.text(settings.url),
        responseType: format === "text" ? "text" : format === "arraybuffer" || format === "base64" ? "bytes" : "json",
        ...(Object.keys(headers).length > 0 && { headers }),
        ...(Object.keys(query).length > 0 && { query }),
        ...(body !== undefined && method !== "GET" && { body }),
      },
    };
  },
};

const custom: Mapping = {
  type: "code",
  reads: ([first, second, ...rest]) =>
    first === undefined
      ? []
      : first === "output"
        ? second === "content" || second === undefined
          ? rest
          : [second, ...rest]
        : null,
  build({ settings }, ctx) {
    const rows = objectsOf(settings.customFunctionInputVariables).filter(({ variableName }) =>
      /^[A-Za-z_]\w*$/.test(textOf(variableName)),
    );
    const own = textOf(settings.customFunctionJavascriptFunction);
    const uses = [
      [/\brequire\s*\(/, "libraries"],
      [/\$flow\b|\$vars\b/, "the state of the flow"],
      [/\bfetch\s*\(/, "the network"],
    ].flatMap(([pattern, what]) => (pattern instanceof RegExp && pattern.test(own) ? [String(what)] : []));
    if (uses.length > 0)
      ctx.note(`It uses ${uses.join(", ")}, which are not there: give them by its input, or rewrite it.`);
    const input = rows.map((row) => [textOf(row.variableName), ctx.text(row.variableValue)] as const);
    const names = rows.map(({ variableName }) => `const $${textOf(variableName)} = input.${textOf(variableName)};`);
    return { config: { input: Object.fromEntries(input), source: [...names, own].join("\n"), timeoutMs: 10_000 } };
  },
};

const call: Mapping = {
  type: "subflow",
  reads: ([first, second, ...rest]) =>
    first === "output" && second === "content" ? rest : first === undefined ? [] : null,
  build({ settings }, ctx) {
    ctx.note("Import the flow that it calls too, publish it, and choose it here.");
    return { config: { workflow: "", version: 1, input: { text: ctx.text(settings.executeFlowInput) } } };
  },
};

const note: Mapping = {
  type: "note",
  build: ({ settings }) => ({ config: { text: textOf(settings.note).slice(0, 100_000) } }),
};

/** What the nodes of an AgentFlow are here. */
export const flowiseNodes: Readonly<Record<string, Mapping | ((node: ForeignNode) => Mapping | null)>> = {
  startAgentflow: (node) => (isChatStart(node) ? chat : form),
  llmAgentflow: llm,
  agentAgentflow: agent,
  conditionAgentflow: (node) =>
    conditionsOf(node).length === 1 ? branch : conditionsOf(node).length > 1 ? cases : null,
  conditionAgentAgentflow: conditionAgent,
  iterationAgentflow: iteration,
  humanInputAgentflow: approval,
  httpAgentflow: http,
  customFunctionAgentflow: custom,
  executeFlowAgentflow: call,
  directReplyAgentflow: ({ settings, parent }) =>
    settings.$leadsOn === true || parent !== undefined ? replyOnTheWay : reply,
  stickyNoteAgentflow: note,
};
