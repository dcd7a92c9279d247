import type { Json, JsonObject } from "@orrery/graph";
import { celMember, celString, whole } from "../cel-text.ts";
import type { ForeignNode } from "../foreign-flow.ts";
import { at, isObject, numberOf, objectOf, objectsOf, textOf } from "../json-access.ts";
import type { MapContext, Mapping } from "../mapping.ts";
import { bodyOf, givenOr } from "./flow-nodes.ts";

interface Assigned {
  readonly name: string;
  readonly value: Json;
  /** The value as an expression, where it is one or a literal. */
  readonly cel: string | null;
}

const set: Mapping = {
  type: "transform",
  build({ settings }, ctx) {
    if (settings.mode === "raw") return { config: { value: bodyOf(settings.jsonOutput, ctx) } };
    const isOld = isObject(settings.values);
    const keeps = isOld
      ? settings.keepOnlySet !== true
      : settings.includeOtherFields === true || (settings.include !== undefined && settings.include !== "none");
    const rows = isOld ? oldRows(objectOf(settings.values)) : objectsOf(at(settings, "assignments", "assignments"));
    const assigned = rows.map((row) => assign(row, ctx)).filter(({ name }) => name !== "" && name !== "__proto__");
    const given = keeps ? ctx.given() : null;
    if (!keeps || given === null) return { config: { value: nested(assigned) } };
    if (assigned.every(({ cel, name }) => cel !== null && !name.includes("."))) {
      const members = assigned.map(({ name, cel }) => `${celString(name)}: ${cel}`);
      return {
        config: { value: assigned.length === 0 ? whole(given) : whole(`merge(${given}, {${members.join(", ")}})`) },
      };
    }
    ctx.note("Fields that it handed on unchanged are left out: read them where they come from.");
    return { config: { value: nested(assigned) } };
  },
};

function oldRows(values: JsonObject): readonly JsonObject[] {
  return Object.values(values).flatMap((rows) => objectsOf(rows));
}

function assign(row: JsonObject, ctx: MapContext): Assigned {
  const name = textOf(row.name).slice(0, 200);
  const { value, type } = row;
  if (typeof value === "boolean" || typeof value === "number") return { name, value, cel: String(value) };
  if (typeof value !== "string") return { name, value: ctx.json(value ?? null), cel: null };
  if (value.startsWith("=")) return { name, value: ctx.text(value), cel: ctx.expression(value) };
  const number = numberOf(value);
  if (type === "number" && number !== null) return { name, value: number, cel: String(number) };
  if (type === "boolean") return { name, value: value === "true", cel: String(value === "true") };
  if (type === "array" || type === "object") return { name, value: bodyOf(value, ctx), cel: null };
  return { name, value: ctx.text(value), cel: celString(value) };
}

/** `a.b` is the member b of a, as n8n has it. */
function nested(assigned: readonly Assigned[]): JsonObject {
  const tree = new Map<string, Assigned[]>();
  const entries: [string, Json][] = [];
  for (const one of assigned) {
    const dot = one.name.indexOf(".");
    if (dot <= 0) entries.push([one.name, one.value]);
    else
      tree.set(one.name.slice(0, dot), [
        ...(tree.get(one.name.slice(0, dot)) ?? []),
        { ...one, name: one.name.slice(dot + 1) },
      ]);
  }
  for (const [name, members] of tree) {
    const flat = members.map(({ name: below, value }) => [below, value] as const);
    entries.push([name, Object.fromEntries(flat)]);
  }
  return Object.fromEntries(entries);
}

const NOT_HERE = [
  [/\$\(|\$node\b|\$items\b/, "other nodes"],
  [/\brequire\s*\(|\bimport\s/, "libraries"],
  [/\bthis\.helpers\b|\$helpers\b/, "n8n's helpers"],
  [/\$env\b|\$vars\b|\$secrets\b/, "settings of n8n"],
  [/\bDateTime\b|\$now\b|\$today\b/, "Luxon's dates"],
  [/\bfetch\s*\(/, "the network"],
] as const;

const code: Mapping = {
  type: "code",
  reads: (path) => path,
  build({ settings }, ctx) {
    const own = textOf(settings.jsCode ?? settings.functionCode);
    const isEach = settings.mode === "runOnceForEachItem" || settings.functionCode === undefined ? settings.mode : "";
    const uses = NOT_HERE.filter(([pattern]) => pattern.test(own)).map(([, what]) => what);
    ctx.note(
      "Its code runs in a sandbox, between lines that give it $json, $input and items and take what it returns.",
    );
    if (uses.length > 0)
      ctx.note(`It uses ${uses.join(", ")}, which are not there: give them by its input, or rewrite it.`);
    const given = ctx.given();
    return {
      config: {
        input: given === null ? {} : whole(given),
        source: around(own, isEach === "runOnceForEachItem"),
        timeoutMs: 10_000,
      },
    };
  },
};

/** The code as n8n calls it: with items, each in `json`, and one item or a list of them as its result. */
function around(source: string, isEach: boolean): string {
  return [
    "const items = (Array.isArray(input) ? input : [input]).map((json) => ({ json }));",
    "const $input = { all: () => items, first: () => items[0], last: () => items[items.length - 1], item: items[0] };",
    "const plain = (one) => (one !== null && typeof one === 'object' && 'json' in one ? one.json : one);",
    "const work = async ($json, item) => {",
    source,
    "};",
    isEach
      ? "const given = await Promise.all(items.map((item) => work(item.json, item)));"
      : "const given = await work(items[0]?.json, items[0]);",
    "if (!Array.isArray(given)) return plain(given) ?? null;",
    "return given.length === 1 ? plain(given[0]) : given.map(plain);",
  ].join("\n");
}

const splitOut: Mapping = {
  type: "transform",
  build({ settings }, ctx) {
    const field = textOf(settings.fieldToSplitOut).split(",")[0]?.trim() ?? "";
    ctx.note("It gives the list itself: a “For each” after it runs for each entry.");
    return {
      config: {
        value: givenOr(
          ctx,
          field.split(".").filter((part) => part !== ""),
        ),
      },
    };
  },
};

const aggregate: Mapping = {
  type: "transform",
  build({ settings }, ctx) {
    ctx.note("It works on a list: what is before it has to give one.");
    const given = ctx.given();
    if (given === null) return { config: { value: givenOr(ctx) } };
    if (settings.aggregate === "aggregateAllItemData") {
      const name = textOf(settings.destinationFieldName) || "data";
      return { config: { value: { [name === "__proto__" ? "data" : name]: whole(given) } } };
    }
    const fields = objectsOf(at(settings, "fieldsToAggregate", "fieldToAggregate"));
    const entries = fields.map((row) => {
      const path = textOf(row.fieldToAggregate).split(".");
      const name = textOf(row.renameField === true ? row.outputFieldName : path.at(-1)) || "data";
      return [name === "__proto__" ? "data" : name, whole(`${given}.map(one, ${celMember("one", path)})`)] as const;
    });
    return { config: { value: Object.fromEntries(entries) } };
  },
};

const dedupe: Mapping = {
  type: "dedupe",
  reads: (path) => ["items", ...path],
  build({ settings }, ctx) {
    const given = ctx.given();
    const fields = textOf(settings.fieldsToCompare)
      .split(",")
      .map((one) => one.trim());
    if (textOf(settings.operation).includes("Executions"))
      ctx.note("It remembered what earlier runs saw: here only one run is looked at.");
    ctx.note("It works on a list: what is before it has to give one.");
    const by = settings.compare === "selectedFields" && given !== null && fields[0] !== "" ? fields : [];
    const keys = by.map((field) => celMember("one", field.split(".")));
    const key = keys.length === 1 ? keys[0] : `[${keys.join(", ")}]`;
    return {
      config: {
        items: givenOr(ctx),
        ...(by.length > 0 && { by: whole(`${given}.map(one, ${key})`) }),
        keep: "first",
      },
    };
  },
};

const limit: Mapping = {
  type: "transform",
  build({ settings }, ctx) {
    const most = Math.max(1, Math.round(numberOf(settings.maxItems) ?? 1));
    const given = ctx.given();
    ctx.note("It works on a list: what is before it has to give one.");
    if (given === null) return { config: { value: givenOr(ctx) } };
    const isLast = settings.keep === "lastItems";
    const cut = isLast ? `slice(${given}, max(0, size(${given}) - ${most}))` : `slice(${given}, 0, ${most})`;
    return { config: { value: whole(cut) } };
  },
};

const isJavaScript = ({ settings }: ForeignNode) => !textOf(settings.language).startsWith("python");

/** What shapes data in n8n. */
export const dataNodes: Readonly<Record<string, Mapping | ((node: ForeignNode) => Mapping | null)>> = {
  "n8n-nodes-base.set": set,
  "n8n-nodes-base.code": (node) => (isJavaScript(node) ? code : null),
  "n8n-nodes-base.function": code,
  "n8n-nodes-base.functionItem": code,
  "n8n-nodes-base.splitOut": splitOut,
  "n8n-nodes-base.itemLists": (node) => (node.settings.fieldToSplitOut === undefined ? null : splitOut),
  "n8n-nodes-base.aggregate": aggregate,
  "n8n-nodes-base.removeDuplicates": dedupe,
  "n8n-nodes-base.limit": limit,
  "@n8n/n8n-nodes-langchain.toolCode": (node) => (isJavaScript(node) ? code : null),
};
