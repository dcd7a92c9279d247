import { readFileSync } from "node:fs";
import { resolve } from "node:path";
import { installation, pidOf } from "../../fixtures/installation.ts";
import { slowGraph, WORDS } from "../../fixtures/slow-graph.ts";
import { expect, test } from "../../fixtures/test.ts";

/** The process that started this one. */
function parentOf(pid: number): number {
  const stat = readFileSync(`/proc/${pid}/stat`, "utf8");
  return Number(stat.slice(stat.lastIndexOf(")") + 2).split(" ")[1]);
}

async function postgresPid(): Promise<number> {
  const { dataDir } = await installation();
  return Number(readFileSync(resolve(dataDir, "postgres", "postmaster.pid"), "utf8").split("\n")[0]);
}

test.skip(process.platform !== "linux", "It finds processes in /proc.");

test("a database that goes away is told over the page, and what was edited meanwhile is kept", async ({
  page,
  editor,
  api,
  expectedNoise,
}) => {
  // The browser tells of each answer that says so, and of the stream that breaks off.
  expectedNoise.push(/(?:500 \(Internal Server Error\)|net::ERR_).*\/api\/trpc\//);
  const id = await api.createWorkflow(slowGraph("Before"));
  await editor.open(id);
  // Whoever would start Postgres again is held for as long as it is to be away.
  const launcher = parentOf(await pidOf("executor"));
  process.kill(launcher, "SIGSTOP");
  try {
    process.kill(await postgresPid(), "SIGQUIT");
    await page.getByRole("button", { name: "Before, rename" }).click();
    await page.getByLabel("Name of the workflow").fill("Meanwhile");
    await page.getByLabel("Name of the workflow").press("Enter");
    await expect(page.getByText("The database does not answer. Your runs are safe")).toBeVisible();
  } finally {
    process.kill(launcher, "SIGCONT");
  }
  await expect(page.getByText("The database does not answer.")).toBeHidden();
  await editor.saved();
  expect((await api.draft(id)).graph.name).toBe("Meanwhile");
  const runId = await api.startRun(id, { words: WORDS.slice(0, 2) });
  expect(await api.ending(runId)).toBe("succeeded");
});
