import type { JsonObject } from "@orrery/graph";
import { at, listOf, numberOf, objectsOf, textOf } from "../json-access.ts";
import type { MapContext, Mapping } from "../mapping.ts";

const METHODS = new Set(["POST", "GET", "PUT", "PATCH", "DELETE"]);

const byHand: Mapping = {
  type: "input",
  single: true,
  build: () => ({ config: { schema: { type: "object" } } }),
};

const form: Mapping = {
  type: "input",
  single: true,
  build({ settings }, ctx) {
    const fields = objectsOf(at(settings, "formFields", "values"));
    const entries = fields.flatMap((field) => {
      const name = textOf(field.fieldLabel).slice(0, 100);
      return name === "" || name === "__proto__" ? [] : [[name, fieldSchema(field)] as const];
    });
    const required = fields
      .filter(({ requiredField }) => requiredField === true)
      .map(({ fieldLabel }) => textOf(fieldLabel));
    ctx.note("Its form is the one that starts a run here, with the same fields.");
    return { config: { schema: { type: "object", properties: Object.fromEntries(entries), required } } };
  },
};

function fieldSchema(field: JsonObject): JsonObject {
  if (field.fieldType === "number") return { type: "number" };
  const options = objectsOf(at(field, "fieldOptions", "values")).map(({ option }) => textOf(option));
  return options.length > 0 ? { type: "string", enum: options } : { type: "string" };
}

const webhook: Mapping = {
  type: "webhook",
  reads: (path) => (path.length === 0 || ["body", "headers", "query"].includes(String(path[0])) ? path : null),
  build({ settings }, ctx) {
    const method = textOf(settings.httpMethod) || "GET";
    ctx.note("It gets a new address when the workflow is published.");
    if (textOf(settings.authentication) !== "" && settings.authentication !== "none") {
      ctx.note("Its sign-in is not taken over: switch on “Only signed calls” where callers can sign.");
    }
    const answer = (textOf(settings.responseMode) || "onReceived") === "onReceived" ? "now" : "output";
    return { config: { method: METHODS.has(method) ? method : "POST", answer, signed: false } };
  },
};

const chat: Mapping = {
  type: "chat",
  single: true,
  reads: ([first, ...rest]) => {
    if (first === undefined) return [];
    const ours = { chatInput: "text", sessionId: "conversation" }[String(first)];
    return ours === undefined ? null : [ours, ...rest];
  },
  build: () => ({ config: {} }),
};

const schedule: Mapping = {
  type: "schedule",
  reads: (path) => (path.length === 0 ? [] : path[0] === "timestamp" ? ["at"] : null),
  build({ settings }, ctx) {
    const rules = objectsOf(at(settings, "rule", "interval"));
    if (rules.length > 1) ctx.note("It had several rules: the first is kept. Add a Schedule for each of the others.");
    const old = objectsOf(at(settings, "triggerTimes", "item"))[0];
    const cron = rules[0] === undefined ? cronOfOld(old) : cronOf(rules[0], ctx);
    const tz = textOf(settings.$timezone);
    if (tz === "") ctx.note("The file names no time zone: it runs by UTC here.");
    return { config: { cron, tz: /^[A-Za-z]+(?:[/_+-][A-Za-z0-9_+-]+)*$/.test(tz) ? tz : "UTC", missed: "skip" } };
  },
};

/** Five fields of cron, from a rule of n8n. */
function cronOf(rule: JsonObject, ctx: MapContext): string {
  const hour = whole(rule.triggerAtHour, 0, 23) ?? 0;
  const minute = whole(rule.triggerAtMinute, 0, 59) ?? 0;
  const every = (field: string, most: number) => {
    const n = whole(rule[field], 1, most) ?? 1;
    return n === 1 ? "*" : `*/${n}`;
  };
  switch (textOf(rule.field) || "days") {
    case "cronExpression": {
      const fields = textOf(rule.expression).replace(/^=/, "").trim().split(/\s+/);
      if (fields.length === 6) ctx.note("Seconds are not kept: it runs at the full minute here.");
      return (fields.length === 6 ? fields.slice(1) : fields).join(" ").slice(0, 200);
    }
    case "seconds":
      ctx.note("It ran every few seconds: once a minute is the most often here.");
      return "* * * * *";
    case "minutes":
      return `${every("minutesInterval", 59)} * * * *`;
    case "hours":
      return `${minute} ${every("hoursInterval", 23)} * * *`;
    case "weeks": {
      const days = listOf(rule.triggerAtDay).flatMap((day) => whole(day, 0, 7) ?? []);
      if ((whole(rule.weeksInterval, 1, 60) ?? 1) > 1) ctx.note("It ran every few weeks: every week here.");
      return `${minute} ${hour} * * ${days.length === 0 ? 0 : days.join(",")}`;
    }
    case "months":
      return `${minute} ${hour} ${whole(rule.triggerAtDayOfMonth, 1, 31) ?? 1} ${every("monthsInterval", 12)} *`;
    default:
      if ((whole(rule.daysInterval, 1, 31) ?? 1) > 1) ctx.note("It ran every few days: check the days of the month.");
      return `${minute} ${hour} ${every("daysInterval", 31)} * *`;
  }
}

function cronOfOld(item: JsonObject | undefined): string {
  return `${whole(item?.minute, 0, 59) ?? 0} ${whole(item?.hour, 0, 23) ?? 9} * * *`;
}

function whole(value: unknown, least: number, most: number): number | null {
  const number = numberOf(value);
  return number === null || !Number.isInteger(number) || number < least || number > most ? null : number;
}

/** What starts a workflow of n8n. */
export const triggerNodes: Readonly<Record<string, Mapping>> = {
  "n8n-nodes-base.manualTrigger": byHand,
  "n8n-nodes-base.start": byHand,
  "n8n-nodes-base.executeWorkflowTrigger": byHand,
  "n8n-nodes-base.formTrigger": form,
  "n8n-nodes-base.webhook": webhook,
  "n8n-nodes-base.scheduleTrigger": schedule,
  "n8n-nodes-base.cron": schedule,
  "@n8n/n8n-nodes-langchain.manualChatTrigger": chat,
  "@n8n/n8n-nodes-langchain.chatTrigger": chat,
};
