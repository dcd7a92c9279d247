import { createServer } from "node:http";
import { expect, test } from "../../fixtures/test.ts";

/** Notes every request it gets; none may come. */
async function startPrivateServer(): Promise<{ port: number; asked: string[]; close: () => void }> {
  const asked: string[] = [];
  const server = createServer((request, response) => {
    asked.push(request.url ?? "");
    response.end('{"name":"secret"}');
  });
  await new Promise<void>((done) => server.listen(0, "127.0.0.1", done));
  const address = server.address();
  return {
    port: typeof address === "object" && address !== null ? address.port : 0,
    asked,
    close: () => server.close(),
  };
}

test("a request to this machine is EGRESS_DENIED and takes the error branch", async ({ editor, api }) => {
  const server = await startPrivateServer();
  try {
    const id = await editor.openTemplate("Fetch and reshape");
    await editor.askToRun();
    await editor.runForm.getByLabel(/^Address/).fill(`http://127.0.0.1:${server.port}/items`);
    const runId = await editor.start();
    await editor.expectState("result", "succeeded");
    await editor.expectState("fetch", "failed");
    await editor.expectState("reshape", "skipped");
    await editor.expectState("explain", "succeeded");
    expect(await api.ending(runId)).toBe("succeeded");
    expect(await api.output(runId)).toMatchObject({ ok: false, code: "EGRESS_DENIED" });
    await editor.card("fetch").click();
    await editor.inspector.getByRole("tab", { name: "Output" }).click();
    await expect(editor.inspector.getByRole("region", { name: "Error" })).toContainText("EGRESS_DENIED");

    const spellings = ["2130706433", "0x7f.1", "[::1]", "[::ffff:127.0.0.1]", "localhost", "0.0.0.0"];
    const runs = await Promise.all(
      spellings.map((host) => api.startRun(id, { url: `http://${host}:${server.port}/` })),
    );
    for (const run of runs) {
      expect(await api.ending(run)).toBe("succeeded");
      expect(await api.output(run)).toMatchObject({ ok: false, code: "EGRESS_DENIED" });
    }
    expect(server.asked).toEqual([]);
  } finally {
    server.close();
  }
});
