import { afterAll, beforeAll, expect, test } from "vitest";
import { listAudit } from "../audit/list-audit.ts";
import { type ServiceBench, serviceBench } from "../testing/service-bench.ts";
import { listViews } from "./list-views.ts";
import { removeView } from "./remove-view.ts";
import { renameView } from "./rename-view.ts";
import { saveView } from "./save-view.ts";

let bench: ServiceBench;

beforeAll(async () => {
  bench = await serviceBench();
});
afterAll(() => bench.close());

test("a view of one's own is seen and changed by nobody else; one of everybody's is an editor's to change", async () => {
  const own = { name: "My failures", query: "status=failed", isForAll: false };
  const { id: mine } = await saveView({ ctx: bench.viewer, input: own });
  const { id: ours } = await saveView({
    ctx: bench.editor,
    input: { name: "By API", query: "origin=api-key", isForAll: true },
  });
  const shared = { id: ours, name: "By API", query: "origin=api-key", isForAll: true };
  expect(await listViews({ ctx: bench.viewer })).toEqual([shared, { id: mine, ...own }]);
  expect(await listViews({ ctx: bench.owner })).toEqual([shared]);
  expect(await listViews({ ctx: bench.key("read") })).toEqual([shared]);
  expect(await listViews({ ctx: bench.stranger })).toEqual([]);

  await expect(renameView({ ctx: bench.owner, input: { id: mine, name: "x" } })).rejects.toMatchObject({
    code: "NOT_FOUND",
  });
  await expect(removeView({ ctx: bench.stranger, input: { id: ours } })).rejects.toMatchObject({ code: "NOT_FOUND" });
  await expect(removeView({ ctx: bench.runner, input: { id: ours } })).rejects.toMatchObject({ code: "FORBIDDEN" });
  await expect(saveView({ ctx: bench.runner, input: { ...own, isForAll: true } })).rejects.toMatchObject({
    code: "FORBIDDEN",
  });
  await expect(saveView({ ctx: bench.key("edit"), input: own })).rejects.toMatchObject({ reason: "PERSON_ONLY" });

  await renameView({ ctx: bench.viewer, input: { id: mine, name: "Failures" } });
  await removeView({ ctx: bench.owner, input: { id: ours } });
  expect(await listViews({ ctx: bench.viewer })).toEqual([{ ...own, id: mine, name: "Failures" }]);
  // What one does with one's own is no business of the workspace's.
  const { entries } = await listAudit({ ctx: bench.owner, input: { area: "workflows" } });
  expect(entries.map(({ verb, subjectName }) => [verb, subjectName])).toEqual([
    ["view.remove", "By API"],
    ["view.save", "By API"],
  ]);
});

test("a hundred views are enough", async () => {
  const { db } = bench.services;
  await db.savedView.createMany({
    data: Array.from({ length: 100 }, (_, at) => ({
      id: `01a209f8-0000-7000-8000-${String(at).padStart(12, "0")}`,
      ...{ workspaceId: "default", userId: "runner-of-default", name: "v", query: "", createdBy: "test" },
    })),
  });
  const input = { name: "One more", query: "", isForAll: false };
  await expect(saveView({ ctx: bench.runner, input })).rejects.toMatchObject({ reason: "VIEWS" });
});
