import { mkdirSync } from "node:fs";
import { resolve } from "node:path";
import { expect, test } from "../../fixtures/test.ts";
import { tickets } from "../../fixtures/tickets.ts";

const PUBLIC = resolve(import.meta.dirname, "../../../public/screenshots");

// These pictures are kept in the repository, so they are made only where somebody asks for them.
test.skip(process.env.ORRERY_SHOTS !== "1", "set ORRERY_SHOTS=1 to take the README's pictures anew");

for (const colorScheme of ["dark", "light"] as const) {
  test.describe(colorScheme, () => {
    test.use({
      colorScheme,
      viewport: { width: 1440, height: 900 },
      permissions: ["clipboard-read", "clipboard-write"],
    });

    test("the editor in mid-run: one node done, one at work, one that waits", async ({ editor, page, api }) => {
      mkdirSync(PUBLIC, { recursive: true });
      await editor.openTemplate("Ticket triage");
      await editor.askToRun();
      await editor.runForm.getByLabel("Tickets, entry 1").focus();
      await page.evaluate((lines) => navigator.clipboard.writeText(lines), tickets(120).join("\n"));
      await page.keyboard.press("Control+v");
      await expect(editor.runForm.getByLabel("Tickets, entry 120")).toBeVisible();
      const runId = await editor.start();
      await editor.expectState("confirm", "waiting");
      await expect(editor.card("each")).toHaveAccessibleName(/\b[1-9]\d of 124/);
      await page.screenshot({ path: resolve(PUBLIC, `editor-${colorScheme}.png`) });
      await api.mutate("run.cancel", { id: runId });
    });
  });
}
