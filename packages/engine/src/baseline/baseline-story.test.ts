import { expect, test } from "vitest";
import { playBaselines } from "../testing/baseline-story.ts";

test.each([1, 2])("story %i: of nodes that are well hardly anything is told, and what is planted is found", (seed) => {
  const { byNode, byIll, ...all } = playBaselines(seed, 20);
  const perThousand = (all.falseAlarms / all.judged) * 1_000;
  const missedOfHundred = (all.missed / all.planted) * 100;
  console.info(
    `${perThousand.toFixed(2)} false alarms of 1,000 judged, ${missedOfHundred.toFixed(1)} of 100 ills missed`,
  );
  expect(perThousand).toBeLessThan(1);
  expect(missedOfHundred).toBeLessThan(5);
  for (const [node, { judged, falseMarks }] of Object.entries(byNode)) {
    expect([node, (falseMarks / judged) * 1_000 < 3]).toEqual([node, true]);
  }
  for (const [ill, { planted, missed }] of Object.entries(byIll)) {
    expect([ill, missed <= planted / 5]).toEqual([ill, true]);
  }
});
