import { expect, test } from "../../fixtures/test.ts";

test.use({ viewport: { width: 820, height: 1180 }, hasTouch: true, isMobile: true });

test("on a tablet: connect port to port, add by a tap, open a menu by a long press", async ({ editor, page }) => {
  await editor.openTemplate("Fetch and reshape");
  await page.getByRole("button", { name: "Fit everything" }).tap();
  await editor.port("start", "out").tap();
  await expect(page.getByRole("status").filter({ hasText: "tap a port that is lit" })).toBeVisible();
  await editor.port("explain", "in").tap();
  await expect(page.getByRole("group", { name: "From Address to Say what went wrong" })).toHaveCount(1);

  await editor.port("result", "in").tap();
  await page.getByRole("button", { name: "Add a step" }).tap();
  await page.getByRole("dialog", { name: "Add before Result" }).getByRole("option", { name: "Transform" }).tap();
  await expect(page.getByRole("group", { name: "From Transform to Result" })).toHaveCount(1);

  await page.getByRole("button", { name: "Fit everything" }).tap();
  const card = await editor.card("explain").boundingBox();
  if (!card) throw new Error("the card is not on the screen");
  const finger = await page.context().newCDPSession(page);
  const touchPoints = [{ x: card.x + card.width / 2, y: card.y + 12 }];
  await finger.send("Input.dispatchTouchEvent", { type: "touchStart", touchPoints });
  await expect(page.getByRole("menu", { name: "Say what went wrong: what to do" })).toBeVisible();
  await finger.send("Input.dispatchTouchEvent", { type: "touchEnd", touchPoints: [] });
  await expect(page.getByRole("menuitem", { name: "Duplicate" })).toBeVisible();
});
