import type { Json, JsonObject } from "@orrery/graph";
import { untranslated, whole } from "../cel-text.ts";
import type { ForeignNode } from "../foreign-flow.ts";
import { at, numberOf, objectOf, objectsOf, pairsOf, textOf } from "../json-access.ts";
import type { MapContext, Mapping } from "../mapping.ts";
import { slug } from "../name-ids.ts";
import { comesOfAChoice } from "./comes-of-a-choice.ts";
import { n8nConditions, operand } from "./n8n-conditions.ts";

const nothingThere = "Nothing leads to it that could be read.";

/** The expression for what leads here, or one that the editor marks. */
export function givenOr(ctx: MapContext, path: readonly (string | number)[] = []): string {
  const given = ctx.given(path);
  if (given === null) ctx.note(`What it works on could not be told: choose it. ${nothingThere}`);
  return given === null ? untranslated("what it works on") : whole(given);
}

function condition(node: ForeignNode, ctx: MapContext): string {
  const { conditions, combineOperation } = node.settings;
  const cel = n8nConditions(conditions, ctx, textOf(combineOperation) === "any" ? "any" : "");
  if (cel !== null) return whole(cel);
  ctx.note("Its conditions have no exact counterpart: write the condition anew, it is marked.");
  return untranslated("the condition");
}

const when: Mapping = {
  type: "branch",
  passes: true,
  exits: (exit) => ({ 0: "true", 1: "false" })[exit] ?? null,
  build: (node, ctx) => ({ config: { when: condition(node, ctx) } }),
};

const filter: Mapping = {
  type: "branch",
  passes: true,
  exits: (exit) => (exit === "0" ? "true" : null),
  build(node, ctx) {
    ctx.note("It decides over what it is given as a whole, where n8n keeps or drops each item.");
    return { config: { when: condition(node, ctx) } };
  },
};

function rulesOf({ settings }: ForeignNode): readonly JsonObject[] {
  const { rules } = settings;
  return objectsOf(at(rules, "values") ?? at(rules, "rules")).slice(0, 64);
}

/** Names of the cases, each once. */
function caseIds(node: ForeignNode): readonly string[] {
  const taken = new Set(["otherwise", "error"]);
  return rulesOf(node).map((rule, index) => {
    const named = slug(textOf(rule.outputKey)) || `case_${index + 1}`;
    const id = taken.has(named) ? `${named}_${index + 1}` : named;
    taken.add(id);
    return id;
  });
}

const cases: Mapping = {
  type: "switch",
  passes: true,
  exits(exit, node) {
    const isOld = at(node.settings.rules, "values") === undefined;
    const ids = caseIds(node);
    if (!isOld) return ids[Number(exit)] ?? "otherwise";
    const index = rulesOf(node).findIndex((rule, place) => (numberOf(rule.output) ?? place) === Number(exit));
    return ids[index] ?? "otherwise";
  },
  build(node, ctx) {
    const ids = caseIds(node);
    const isNumber = node.settings.dataType === "number";
    const built = rulesOf(node).map((rule, index) => {
      const cel =
        rule.conditions === undefined
          ? compareOld(node.settings.value1, rule, { isNumber, ctx })
          : n8nConditions(rule.conditions, ctx);
      if (cel === null)
        ctx.note(`The condition of “${ids[index]}” has no exact counterpart: write it anew, it is marked.`);
      return { id: ids[index] ?? "", when: cel === null ? untranslated("the condition") : whole(cel) };
    });
    if (built.length === 0) ctx.note("It chose its way by a number: write a case for each way.");
    return { config: { cases: built } };
  },
};

function compareOld(
  value: unknown,
  rule: JsonObject,
  { isNumber, ctx }: { readonly isNumber: boolean; readonly ctx: MapContext },
): string | null {
  const kind = isNumber ? "number" : "string";
  const row = { value1: value ?? "", operation: rule.operation ?? "equal", value2: rule.value2 ?? "" };
  return operand(value, isNumber, ctx) === null ? null : n8nConditions({ [kind]: [row] }, ctx);
}

/** Ways that exclude each other come together again, or all of them are waited for and put together. */
const merge: Mapping = {
  type: "transform",
  build(node, ctx) {
    const { settings } = node;
    const mode = textOf(settings.mode) || "append";
    const count = Math.min(10, Math.max(2, numberOf(settings.numberInputs) ?? 2));
    const inputs = Array.from({ length: count }, (_, index) => ctx.given([], String(index)));
    const known = inputs.flatMap((one) => one ?? []);
    if (mode === "chooseBranch" || known.length < 2 || comesOfAChoice(node.key, ctx.flow)) {
      if (mode !== "append") ctx.note("It gives what the way that was taken gave.");
      return { config: { value: givenOr(ctx) } };
    }
    if (mode === "combine" && settings.combineBy !== "combineAll") {
      ctx.note("It puts the fields of both together; rows are not matched with each other.");
      return { config: { value: whole(known.reduce((all, one) => `merge(${all}, ${one})`)) } };
    }
    if (mode !== "append") ctx.note(`Its way “${mode}” has no counterpart: it gives a list of what each way gave.`);
    else ctx.note("It gives a list of what each way gave.");
    return { config: { value: whole(`[${known.join(", ")}]`) } };
  },
};

const hands: Mapping = {
  type: "transform",
  passes: true,
  build: (_node, ctx) => {
    const given = ctx.given();
    return { config: { value: given === null ? {} : whole(given) } };
  },
};

const UNITS: Readonly<Record<string, number>> = { seconds: 1_000, minutes: 60_000, hours: 3_600_000, days: 86_400_000 };

const wait: Mapping = {
  type: "wait",
  passes: true,
  build({ settings }, ctx) {
    const resume = textOf(settings.resume) || "timeInterval";
    if (resume === "webhook" || resume === "form") {
      ctx.note("It waits for a call: its address is run.signals here.");
      return { config: { signal: {} } };
    }
    if (resume === "specificTime") return { config: { until: ctx.text(settings.dateTime) } };
    const amount = numberOf(settings.amount) ?? 1;
    const unit = UNITS[textOf(settings.unit) || "seconds"] ?? 1_000;
    if (textOf(settings.amount).startsWith("=")) ctx.note("How long it waits was an expression: enter it anew.");
    return { config: { ms: Math.round(Math.min(366 * 86_400_000, Math.max(0, amount * unit))) } };
  },
};

const respond: Mapping = {
  type: "respond",
  passes: true,
  build({ settings }, ctx) {
    const how = textOf(settings.respondWith) || "firstIncomingItem";
    const status = numberOf(at(settings, "options", "responseCode"));
    const rows = objectsOf(at(settings, "options", "responseHeaders", "entries"));
    const headers = pairsOf(rows, "name", (value) => ctx.text(value));
    let body: Json | undefined;
    if (how === "text") body = ctx.text(settings.responseBody);
    else if (how === "json") body = bodyOf(settings.responseBody, ctx);
    else if (how !== "noData") body = givenOr(ctx);
    if (how === "binary" || how === "redirect") ctx.note(`It answered with “${how}”: check its body and headers.`);
    return {
      config: {
        status: String(status !== null && status >= 200 && status <= 599 ? Math.round(status) : 200),
        ...(body !== undefined && { body }),
        ...(Object.keys(headers).length > 0 && { headers }),
      },
    };
  },
};

/** JSON that was written as text. */
export function bodyOf(value: unknown, ctx: MapContext): Json {
  const text = textOf(value);
  if (text.startsWith("=")) return ctx.text(text);
  try {
    return ctx.json(JSON.parse(text) as Json);
  } catch {
    return ctx.text(text);
  }
}

const call: Mapping = {
  type: "subflow",
  build({ settings }, ctx) {
    const name = textOf(at(settings, "workflowId", "cachedResultName"));
    ctx.note(`Import the workflow ${name === "" ? "it calls" : `“${name}”`} too, publish it, and choose it here.`);
    const given = objectOf(at(settings, "workflowInputs", "value"));
    const input = Object.keys(given).length > 0 ? ctx.json(given) : givenOr(ctx);
    return { config: { workflow: "", version: 1, input } };
  },
};

const loop: Mapping = {
  type: "map",
  holds: true,
  reads: (path) => (path.length === 0 ? ["results"] : null),
  exits: (exit) => (exit === "0" ? "out" : null),
  build({ settings }, ctx) {
    const size = numberOf(settings.batchSize) ?? 1;
    if (size > 1) ctx.note(`It took ${size} items at a time: here each entry is taken by itself.`);
    ctx.note("It is a “For each”: check the list that it goes through.");
    return { config: { items: givenOr(ctx), concurrency: 1, onItemError: "fail" } };
  },
};

const note: Mapping = {
  type: "note",
  build: ({ settings }) => ({ config: { text: textOf(settings.content).slice(0, 100_000) } }),
};

/** Where a workflow of n8n goes on, waits, answers and is annotated. */
export const flowNodes: Readonly<Record<string, Mapping | ((node: ForeignNode) => Mapping | null)>> = {
  "n8n-nodes-base.if": when,
  "n8n-nodes-base.filter": filter,
  "n8n-nodes-base.switch": (node) => (rulesOf(node).length > 0 ? cases : null),
  "n8n-nodes-base.merge": merge,
  "n8n-nodes-base.noOp": hands,
  "n8n-nodes-base.wait": wait,
  "n8n-nodes-base.respondToWebhook": respond,
  "n8n-nodes-base.executeWorkflow": call,
  "n8n-nodes-base.splitInBatches": (node) => (node.settings.$holds === true ? loop : null),
  "n8n-nodes-base.stickyNote": note,
};
