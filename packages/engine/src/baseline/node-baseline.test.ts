import { expect, test } from "vitest";
import { baselineSchema } from "./baseline-schema.ts";
import { emptyBaseline, judgeNode, type NodeBaseline } from "./node-baseline.ts";
import type { NodeObservation } from "./observe-node.ts";

const well: NodeObservation = { ms: 400, usd: 0.01, failed: 0, handles: ["yes"] };
const odd = (run: number): NodeObservation => ({ ...well, ms: 400 + ((run * 37) % 90) });

function learned(runs: number, before: NodeBaseline = emptyBaseline): NodeBaseline {
  let baseline = before;
  for (let run = 0; run < runs; run += 1) baseline = judgeNode(baseline, odd(run), run).baseline;
  return baseline;
}

test("nothing is judged before thirty runs", () => {
  const awful: NodeObservation = { ms: 90_000, usd: 5, failed: 1, handles: ["no"] };
  expect(judgeNode(learned(29), awful, 1).verdicts).toEqual([]);
  expect(judgeNode(learned(30), awful, 1).verdicts.map(({ kind }) => kind)).toEqual(["time", "cost"]);
});

test("a slow run is told with what is usual, once, and that it is over after five usual runs", () => {
  const slow = judgeNode(learned(100), { ...well, ms: 2_000 }, 7);
  expect(slow.verdicts).toEqual([
    {
      kind: "time",
      value: 2_000,
      usual: expect.closeTo(440, -2),
      p99: expect.closeTo(490, -2),
      times: expect.closeTo(4.5, 0),
      runs: 100,
    },
  ]);
  expect(slow.news).toEqual([{ kind: "time", news: "begins", episode: { since: 7, runs: 1, calm: 0 } }]);
  let { baseline } = slow;
  const news = [];
  for (let run = 0; run < 12; run += 1) {
    const next = judgeNode(baseline, odd(run), 8 + run);
    baseline = next.baseline;
    news.push(...next.news.map((one) => ({ ...one, run })));
  }
  expect(news).toEqual([{ kind: "time", news: "ends", episode: { since: 7, runs: 1, calm: 5 }, run: 4 }]);
  expect(baseline.open).toEqual({});
});

test("ways out that were never taken are told, and no more once they are taken often", () => {
  let baseline = learned(200);
  const told = [];
  for (let run = 0; run < 10; run += 1) {
    const next = judgeNode(baseline, { ...well, handles: ["no"] }, run);
    baseline = next.baseline;
    told.push(next.verdicts.map(({ kind }) => kind));
  }
  expect(told.slice(0, 3)).toEqual([["path"], [], []]);
});

test("a new level of time becomes usual after a while", () => {
  let baseline = learned(200);
  let last = -1;
  for (let run = 0; run < 900; run += 1) {
    const next = judgeNode(baseline, { ...odd(run), ms: 4 * (odd(run).ms ?? 0) }, run);
    baseline = next.baseline;
    if (next.verdicts.length > 0) last = run;
  }
  expect(last).toBeGreaterThan(20);
  expect(last).toBeLessThan(600);
});

test("what a run does not say of changes nothing, and keeps what is open", () => {
  const open = judgeNode(learned(50), { ...well, ms: 9_000 }, 1).baseline;
  const silent = judgeNode(open, { ms: null, usd: null, failed: null, handles: [] }, 2);
  expect(silent).toEqual({ baseline: open, verdicts: [], news: [] });
});

test("a baseline is small plain JSON, and comes back as it was written", () => {
  let baseline = judgeNode(learned(500), { ...well, ms: 9_000 }, 1).baseline;
  for (let run = 0; run < 300; run += 1) {
    baseline = judgeNode(baseline, { ...well, ms: 10 * 1.09 ** (run % 100), handles: [`case_${run}`] }, run).baseline;
  }
  const text = JSON.stringify(baseline);
  expect(baselineSchema.parse(JSON.parse(text))).toEqual(baseline);
  expect(text.length).toBeLessThan(10_000);
});
