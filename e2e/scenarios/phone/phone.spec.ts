import { expect, test } from "../../fixtures/test.ts";

test.use({ viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true });

test("on a phone: pan, inspect, run", async ({ editor, page, api }) => {
  await editor.openTemplate("Changelog digest");
  const overflow = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
  expect(overflow, "nothing sticks out at the side").toBeLessThanOrEqual(0);

  // Pan: a finger on the empty canvas moves the drawing with it.
  const before = await editor.card("start").boundingBox();
  const canvas = await page.getByRole("region", { name: "Canvas" }).boundingBox();
  if (!before || !canvas) throw new Error("the canvas is not on the screen");
  const finger = await page.context().newCDPSession(page);
  const y = canvas.y + canvas.height * 0.75;
  await finger.send("Input.dispatchTouchEvent", { type: "touchStart", touchPoints: [{ x: 300, y }] });
  for (let x = 280; x >= 120; x -= 20) {
    await finger.send("Input.dispatchTouchEvent", { type: "touchMove", touchPoints: [{ x, y }] });
  }
  await finger.send("Input.dispatchTouchEvent", { type: "touchEnd", touchPoints: [] });
  await expect.poll(async () => (await editor.card("start").boundingBox())?.x).toBeLessThan(before.x - 100);
  await page.getByRole("button", { name: "Fit everything" }).tap();

  // Run: the form is a sheet.
  await page.getByRole("banner").getByRole("button", { name: /^Run/ }).tap();
  await expect(page.getByRole("dialog", { name: "Run with" })).toBeVisible();
  const runId = await editor.start();
  await expect(page.getByRole("dialog")).toBeHidden();
  await editor.expectState("digest", "succeeded", 30_000);
  expect(await api.ending(runId)).toBe("succeeded");

  // Inspect: choose a node, open its sheet.
  await editor.card("digest").tap();
  await page.getByRole("button", { name: "Open", exact: true }).tap();
  const sheet = page.getByRole("dialog", { name: "Details" });
  await sheet.getByRole("tab", { name: "Output" }).tap();
  await expect(sheet.getByRole("tabpanel")).toContainText("digest");
  await sheet.getByRole("button", { name: "Close" }).tap();
  await expect(sheet).toBeHidden();

  await page.goto(`/runs/${runId}`);
  await editor.expectState("digest", "succeeded");
  await page.getByRole("button", { name: "To the beginning" }).tap();
  await editor.expectState("digest", /idle|queued/);
});
