import { expect, test } from "vitest";
import { eventSchema } from "./event-schema.ts";
import { randomPlan } from "./testing/random-plan.ts";
import { ReferenceShell } from "./testing/reference-shell.ts";
import { seededRandom } from "./testing/seeded-random.ts";
import { storyScript } from "./testing/story-script.ts";

test("every event the engine makes fits the schema and 4 KB", () => {
  const types = new Set<string>();
  for (let seed = 1; seed <= 25; seed += 1) {
    const plan = randomPlan(seededRandom(seed), 40);
    const mood = { seed, errors: 0.1, waits: 0.3 };
    const shell: ReferenceShell = new ReferenceShell(
      plan,
      storyScript(plan, mood, () => shell.now),
    );
    shell.start();
    for (shell.tick(); shell.work.size > 0; shell.tick()) shell.end([...shell.work.keys()][0] ?? "");
    shell.command({ id: "stop", kind: "cancel", by: "test" });
    shell.tick();
    for (const event of shell.log) {
      types.add(event.type);
      expect(eventSchema.parse(event)).toEqual(event);
      expect(JSON.stringify(event).length).toBeLessThan(4096);
    }
  }
  expect(types.size).toBeGreaterThan(12);
});
