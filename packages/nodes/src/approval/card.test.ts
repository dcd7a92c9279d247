import { expect, test } from "vitest";
import { approvalCard } from "./card.tsx";

test.each([
  [{ approved: true, by: "mia@example.org", note: "", at: "" }, ["approved by mia@example.org"]],
  [{ approved: false, by: "mia", note: "Known.", at: "" }, ["refused by mia", "“Known.”"]],
  [{ approved: true, by: "" }, ["approved"]],
  [{ taken: "true" }, null],
  [["approved"], null],
])("the node of an answered question says who decided: %j", (value, lines) => {
  expect(approvalCard.preview?.(value)).toEqual(lines);
});
