import { createServer } from "node:http";
import { z } from "zod";
import { expectAccessible } from "../../fixtures/expect-accessible.ts";
import { expectTidy } from "../../fixtures/expect-tidy.ts";
import { installation } from "../../fixtures/installation.ts";
import { expect, test } from "../../fixtures/test.ts";

const usualMs = 100;
/** Each is tried where the one before was not slow enough beside what a busy machine made usual. */
const slowMs = [4_000, 12_000, 36_000];
const found = z.array(z.object({ runId: z.string(), nodeId: z.string(), verdict: z.object({ kind: z.string() }) }));
const alertBody = z.looseObject({ type: z.string() });

function graphOf(port: number): object {
  return {
    schema: "orrery.graph/v1",
    name: "Usually quick",
    nodes: [
      {
        ...{ id: "start", type: "input", position: { x: 0, y: 0 } },
        config: { schema: { type: "object", properties: { ms: { type: "number" } }, required: ["ms"] } },
      },
      {
        ...{ id: "ask", type: "http-request", label: "Ask the shop", position: { x: 300, y: 0 } },
        config: { method: "GET", url: `http://127.0.0.1:${port}/?ms={{ start.ms }}`, responseType: "text" },
        policy: { timeoutMs: 120_000 },
      },
    ],
    edges: [{ id: "e1", source: "start", sourceHandle: "out", target: "ask", targetHandle: "in" }],
  };
}

test("a slow step is marked on its run and told to an address of the workspace", async ({ page, api }) => {
  const [port] = (await installation()).toolPorts;
  const alerts: string[] = [];
  const server = createServer(async (request, response) => {
    let body = "";
    for await (const chunk of request) body += chunk;
    if (request.method === "POST") {
      alerts.push(alertBody.parse(JSON.parse(body)).type);
      response.end();
      return;
    }
    const ms = Number(new URL(request.url ?? "", "http://localhost").searchParams.get("ms"));
    setTimeout(() => response.end("ok"), ms);
  });
  await new Promise<void>((ready) => server.listen(port, "127.0.0.1", ready));
  try {
    const value = `whsec_${Buffer.from("a secret of this scenario alone!").toString("base64")}`;
    const secret = { handle: "watch", kind: "signing", hosts: [`127.0.0.1:${port}`], value };
    const { id: credentialId } = z.object({ id: z.string() }).parse(await api.data("credential.create", secret));

    await page.goto("/settings/alerts");
    await page.getByRole("button", { name: "Add an alert" }).click();
    const adding = page.getByRole("dialog", { name: "Add an alert" });
    await adding.getByLabel("Name", { exact: true }).fill("Watchers");
    await adding.getByLabel("Address").fill(`http://127.0.0.1:${port}/alerts`);
    await adding.getByRole("combobox", { name: "Signing secret" }).click();
    await page.getByRole("option", { name: "watch", exact: true }).click();
    await expectAccessible(page);
    await adding.getByRole("button", { name: "Save" }).click();
    await expect(adding).toHaveCount(0);
    const line = page.getByRole("listitem", { name: "Watchers", exact: true });
    await line.getByRole("button", { name: "Send a test to Watchers" }).click();
    await expect(line.getByRole("list", { name: "Last alerts to Watchers" })).toContainText("A test");
    await expect(line).toContainText("sent");
    await expect.poll(() => alerts).toEqual(["orrery.test"]);
    await expectAccessible(page);

    const workflowId = await api.createWorkflow(graphOf(port));
    const usual = await Promise.all(Array.from({ length: 32 }, () => api.startRun(workflowId, { ms: usualMs })));
    for (const runId of usual) expect(await api.ending(runId)).toBe("succeeded");
    const marked = async () => {
      const answer = await api.query("alert.deviations", { workflowId, limit: 200 });
      const { result } = z.object({ result: z.object({ data: found }) }).parse(await answer.json());
      return result.data.find(({ nodeId, verdict }) => nodeId === "ask" && verdict.kind === "time")?.runId ?? null;
    };
    let slow: string | null = null;
    for (const ms of slowMs) {
      await api.ending(await api.startRun(workflowId, { ms }), 150_000);
      await expect
        .poll(marked, { timeout: 30_000 })
        .not.toBeNull()
        .catch(() => undefined);
      slow = await marked();
      if (slow !== null) break;
    }
    await page.goto(`/runs/${slow}`);
    const head = page.getByRole("region", { name: "Not as usual" });
    await expect(head).toContainText(/Ask the shop: .*× slower than usual/);
    await expect(page.locator("[data-node-id=ask]")).toContainText(/× slower than usual/);
    await expectAccessible(page);
    await page.setViewportSize({ width: 390, height: 844 });
    await expectTidy(page);
    await expect.poll(() => alerts, { timeout: 120_000 }).toContain("orrery.deviation");

    await page.goto("/settings/alerts");
    await expectTidy(page);
    await line.getByRole("button", { name: "Delete Watchers" }).click();
    await page.getByRole("dialog").getByRole("button", { name: "Delete" }).click();
    await expect(page.getByText("Nobody is told yet")).toBeVisible();
    await api.mutate("credential.remove", { id: credentialId });
  } finally {
    server.closeAllConnections();
    server.close();
  }
});
