import { testAlert } from "@orrery/db/baseline";
import { expect, test } from "vitest";
import { alertText } from "./alert-text.ts";

test("an e-mail says which step, what of it, and where the run is; nothing of a name ends a line", () => {
  const items = [
    { node: { id: "ask", name: "Ask\r\nBcc: eve@example.net" }, kind: "time", text: "3.4× slower than usual" },
    { node: { id: "pay", name: "Pay\u202e" }, kind: "errors", text: "fails more often than usual" },
  ] as const;
  const data = {
    workflow: { id: "w", name: "Parcels\u2028- Pay: fine" },
    run: { id: "r", url: "http://here/runs/r" },
    items,
  };
  expect(alertText({ type: "orrery.deviation", timestamp: "", data })).toEqual({
    subject: "Orrery: Parcels - Pay: fine: Ask Bcc: eve@example.net, Pay not as usual",
    text: "Parcels - Pay: fine:\n- Ask Bcc: eve@example.net: 3.4× slower than usual\n- Pay: fails more often than usual\n\nThe run: http://here/runs/r",
  });
  expect(alertText({ type: "orrery.usual", timestamp: "", data }).subject).toMatch(/as usual again$/);
  expect(alertText(testAlert(0)).subject).toBe("Orrery: a test");
});
