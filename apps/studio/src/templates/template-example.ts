import { eventSchema, type RunEvent } from "@orrery/engine";
import type { Json } from "@orrery/graph";

/** A recorded run of a template's sample. */
export interface TemplateExample {
  /** What was answered by a script in place of the real thing. */
  readonly scripted: { readonly model: boolean; readonly web: boolean };
  /** The whole log; times are epoch ms. */
  readonly events: readonly RunEvent[];
  /** What the log names, by id; long texts are cut. */
  readonly values: ReadonlyMap<string, Json>;
}

/** What stands in a file `<id>.example.json`. */
export interface ExampleFile {
  readonly scripted: readonly string[];
  /** Epoch ms; the times of the events are ms after it. */
  readonly startedAt: number;
  readonly events: readonly object[];
  readonly values: object;
}

const times = ["at", "startedAt", "dueAt"];

/** Reads the example of a template that is part of Orrery. Throws where it is broken, which a test would have shown. */
export function readExample({ scripted, startedAt, events, values }: ExampleFile): TemplateExample {
  const absolute = (name: string, value: unknown) =>
    times.includes(name) && typeof value === "number" ? value + startedAt : value;
  return {
    scripted: { model: scripted.includes("model"), web: scripted.includes("web") },
    events: events.map((event) => eventSchema.parse(JSON.parse(JSON.stringify(event), absolute))),
    values: new Map<string, Json>(Object.entries(values)),
  };
}
