import type { DeviationRow } from "@orrery/services";
import { expect, test } from "vitest";
import { unusualNodes } from "./unusual-nodes.ts";

const row = { runId: "r", workflowId: "w", workflowName: "W", nodeName: "N", at: 0 };
const time = { kind: "time", value: 2_040, usual: 600, p99: 912, times: 3.4, runs: 212 } as const;

test("a card says in a few words all that was other than usual of its node", () => {
  const rows: DeviationRow[] = [
    { ...row, nodeId: "ask", verdict: time },
    { ...row, nodeId: "ask", verdict: { kind: "path", handle: "a (b)", usual: 0.002, runs: 90 } },
    { ...row, nodeId: "pay", verdict: { kind: "errors", share: 0.5, of: 8, usual: 0.01, runs: 90 } },
  ];
  expect(unusualNodes(rows)).toEqual(
    new Map([
      ["ask", "3.4× slower than usual; took “a (b)”, which about 0.2 % of runs do"],
      ["pay", "Fails more often than usual"],
    ]),
  );
});
