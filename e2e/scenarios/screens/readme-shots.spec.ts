import { mkdirSync } from "node:fs";
import { resolve } from "node:path";
import { expect, test } from "../../fixtures/test.ts";
import { tickets } from "../../fixtures/tickets.ts";

const PUBLIC = resolve(import.meta.dirname, "../../../public/screenshots");

// These pictures are kept in the repository, so they are made only where somebody asks for them.
test.skip(process.env.ORRERY_SHOTS !== "1", "set ORRERY_SHOTS=1 to take the README's pictures anew");

for (const colorScheme of ["dark", "light"] as const) {
  test.describe(colorScheme, () => {
    test.use({ colorScheme, viewport: { width: 1440, height: 900 } });

    test("the editor in mid-run: one node done, one at work, one that waits", async ({ editor, page, api }) => {
      mkdirSync(PUBLIC, { recursive: true });
      const id = await editor.openTemplate("Ticket triage");
      const runId = await api.startRun(id, { tickets: tickets(200) });
      await page.goto(`/workflows/${id}?run=${runId}`);
      await editor.expectState("start", "succeeded");
      await editor.card("classify").click();
      await expect(editor.card("each")).toHaveAccessibleName(/\b\d\d+ of 200/);
      await editor.expectState("confirm", "waiting");
      await page.screenshot({ path: resolve(PUBLIC, `editor-${colorScheme}.png`) });
      await editor.expectState("classify", "running", 100);
      await api.mutate("run.cancel", { id: runId });
    });
  });
}
