import { expect, test } from "vitest";
import { sharedStory } from "../testing/shared-story.ts";
import { eventTones } from "./event-tones.ts";

test("a tick shows what tells most of its events, and there are never more ticks than events", () => {
  const { events } = sharedStory({ items: 3 });
  expect(eventTones([], 10)).toEqual([]);
  expect(eventTones(events.slice(0, 5), 10)).toHaveLength(5);
  expect(eventTones(events, 1)).toEqual(["waiting"]);
  expect(eventTones(events, 4).at(-1)).toBe("done");
});
