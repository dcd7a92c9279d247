import { expect, test } from "vitest";
import { dashboardAddress, dashboardQuestion, readDashboardView } from "./dashboard-range.ts";

const workflowId = "01a209f8-0000-7000-8000-000000000001";
const now = Date.parse("2026-11-24T10:20:30Z");

test("an address read again is the same view, and what does not fit is passed over", () => {
  const read = (address: string) => readDashboardView(Object.fromEntries(new URLSearchParams(address.split("?")[1])));
  for (const view of [{ range: "24h" }, { workflowId, range: "30d" }, { range: { from: 0, to: now } }] as const) {
    expect(read(dashboardAddress(view))).toEqual(view);
  }
  expect(readDashboardView({ range: "1y", workflow: "x", from: "2026-02-01", to: "2026-01-01" })).toEqual({
    range: "7d",
  });
});

test("a day up to now is twenty-four whole hours, the one under way among them", () => {
  expect(dashboardQuestion({ range: "24h", workflowId }, now)).toEqual({
    workflowId,
    from: Date.parse("2026-11-23T11:00:00Z"),
    to: Date.parse("2026-11-24T11:00:00Z"),
  });
});

test("days are whole ones, the last one included", () => {
  expect(readDashboardView({ from: "2026-11-01", to: "2026-11-02" })).toEqual({
    range: { from: Date.parse("2026-11-01T00:00:00Z"), to: Date.parse("2026-11-03T00:00:00Z") },
  });
});
