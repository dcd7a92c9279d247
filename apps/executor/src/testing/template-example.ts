import type { RunEvent } from "@orrery/engine";
import type { Json } from "@orrery/graph";

/** A run of a template as its preview replays it: the file `<id>.example.json`. */
export interface TemplateExample {
  readonly v: 1;
  /** What was answered by a script in place of the real thing. */
  readonly scripted: readonly ("model" | "web")[];
  /** When it was recorded, epoch ms. */
  readonly startedAt: number;
  /** The log; its times are ms after `startedAt`. */
  readonly events: readonly RunEvent[];
  /** By id: the values that the log names, long texts cut. */
  readonly values: { readonly [id: string]: Json };
}

export interface RecordedRun {
  readonly log: readonly RunEvent[];
  readonly values: ReadonlyMap<string, Json>;
  /** The local server that stood for `hosts`; empty where none did. */
  readonly host: string;
  readonly hosts: readonly string[];
}

/** The name of the model that answers by a script. */
export const scriptedModel = "scripted";

const longestText = 600;
const uuid = /[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}/g;

/** A run made small and free of what is of its machine: ids are numbered, times count from its start, long texts are cut. */
export function templateExample({ log, values, host, hosts }: RecordedRun): TemplateExample {
  const startedAt = log[0]?.at ?? 0;
  const known = new Map<string, string>();
  const number = (id: string) => {
    const name = known.get(id) ?? `id${known.size + 1}`;
    known.set(id, name);
    return name;
  };
  const scrub = <T extends object>(whole: T): T =>
    JSON.parse(
      JSON.stringify(whole)
        .replaceAll(uuid, number)
        .replaceAll(host === "" ? "http://nowhere.invalid" : `http://${host}`, `https://${hosts[0]}`)
        .replaceAll(host === "" ? "nowhere.invalid" : host, `${hosts[0]}`),
    );
  const events = log.map((event) => scrub(eventFrom(event, startedAt)));
  const kept = valuesNamedIn(log).flatMap((id) => (values.has(id) ? [[id, cut(values.get(id) ?? null)] as const] : []));
  return {
    v: 1,
    scripted: [
      ...(JSON.stringify(log).includes(`"model":"${scriptedModel}"`) ? (["model"] as const) : []),
      ...(hosts.length > 0 ? (["web"] as const) : []),
    ],
    startedAt,
    events,
    values: scrub(Object.fromEntries(kept)),
  };
}

/** The file of an example: one line for each event and each value, so that a new recording can be read as a difference. */
export function writeExample({ events, values, ...head }: TemplateExample): string {
  const lines = (of: readonly string[]) => of.map((line) => `    ${line}`).join(",\n");
  const named = Object.entries(values).map(([id, value]) => `${JSON.stringify(id)}: ${JSON.stringify(value)}`);
  const first = Object.entries(head).map(([name, value]) => `  ${JSON.stringify(name)}: ${JSON.stringify(value)},\n`);
  return [
    `{\n${first.join("")}`,
    `  "events": [\n${lines(events.map((event) => JSON.stringify(event)))}\n  ],\n`,
    `  "values": {\n${lines(named)}\n  }\n}\n`,
  ].join("");
}

/** The ids of the values that a log names. */
export function valuesNamedIn(log: readonly RunEvent[]): readonly string[] {
  const ids = new Set<string>();
  const visit = (member: unknown): void => {
    if (typeof member !== "object" || member === null) return;
    if ("id" in member && "bytes" in member && typeof member.id === "string") ids.add(member.id);
    Object.values(member).forEach(visit);
  };
  log.forEach(visit);
  return [...ids];
}

/** What two runs of a template share: which way they went, and what they gave, without ids and times. */
export function toldBy({ events, values }: TemplateExample): {
  readonly path: readonly string[];
  readonly output: Json;
} {
  const end = events.at(-1);
  const output = end?.type === "run.succeeded" && end.output ? (values[end.output.id] ?? null) : null;
  return { path: events.flatMap(placeOf).sort(), output: JSON.parse(withoutNoise(JSON.stringify(output))) };
}

/** The order in which branches that run side by side come to an end, retries and reservations are left out. */
function placeOf(event: RunEvent): readonly string[] {
  switch (event.type) {
    case "run.succeeded":
    case "run.failed":
      return [event.type];
    case "step.succeeded":
      return [`${event.stepKey} gave ${event.handle ?? "its output"}`];
    case "step.failed":
      return [`${event.stepKey} failed: ${event.error.code}, ${event.handled}`];
    case "step.skipped":
      return [`${event.stepKey} was skipped`];
    case "step.waiting":
      return [`${event.stepKey} waited for a ${event.for}`];
    case "scope.opened":
      return [`${event.stepKey} was opened for ${event.count}`];
    default:
      return [];
  }
}

function withoutNoise(json: string): string {
  return json.replaceAll(/\bid\d+\b/g, "id").replaceAll(/\d{4}-\d\d-\d\d(T[\d:.]+Z)?/g, "time");
}

const timesOf = ["at", "startedAt", "dueAt"];

function eventFrom(event: RunEvent, startedAt: number): RunEvent {
  const relative = (name: string, value: unknown) =>
    timesOf.includes(name) && typeof value === "number" ? value - startedAt : value;
  const { trace: _, ...plain } = { trace: undefined, ...event };
  return JSON.parse(JSON.stringify({ ...plain, ...("planHash" in plain && { planHash: "template" }) }, relative));
}

function cut(value: Json): Json {
  if (typeof value === "string") return value.length > longestText ? `${value.slice(0, longestText)}…` : value;
  if (Array.isArray(value)) return value.map(cut);
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([name, one]) => [name, cut(one)]));
}
