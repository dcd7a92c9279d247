import { expect, test } from "vitest";
import { sharedStory } from "../testing/shared-story.ts";
import { RunModel, tellingStep, usageOf } from "./run-model.ts";

test("a run that goes on has its later rows and values, and what was seen before stays as it was", () => {
  const whole = sharedStory({ items: 3 });
  const model = new RunModel({ ...whole, events: whole.events.slice(0, 10), values: {} });
  const before = model.rows.length;
  expect(model.valuesOf("each[0]/classify")).toEqual({});
  model.append(whole.events.slice(8), { "each[0]/classify": { output: VALUE } });
  expect(model.rows.length).toBeGreaterThan(before);
  expect([model.last, model.clock.countAt(Number.MAX_VALUE)]).toEqual([whole.events.length, whole.events.length]);
  expect(model.valuesOf("each[0]/classify")).toEqual({ output: VALUE });
  expect(model.valuesOf("constructor")).toEqual({});
  expect(model.rows).toEqual(new RunModel(whole).rows);
});

test("of a node the step that tells most is shown first", () => {
  const model = new RunModel(sharedStory({ items: 3 }));
  const waiting = model.replay.events.find(({ type }) => type === "step.waiting");
  if (waiting === undefined) throw new Error("The story has a wait.");
  expect(tellingStep(model.at(waiting.seq), "confirm")?.status).toBe("waiting");
  expect(tellingStep(model.at(model.last), "each")?.key).toBe("each");
  expect(tellingStep(model.at(0), "each")).toBeNull();
});

test("what a run used is what its steps used", () => {
  const model = new RunModel(sharedStory({ items: 3 }));
  const { tokens, usd } = usageOf(model.at(model.last));
  expect([tokens, usd.toFixed(4)]).toEqual([246, "0.0012"]);
});

const VALUE = { text: "{}", kind: "json", bytes: 2, cut: false } as const;
