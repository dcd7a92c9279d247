import { expect, test } from "vitest";
import { fileName } from "./download-graph.ts";

test.each([
  ["Ticket triage", "ticket-triage"],
  ["../../etc/passwd", "etc-passwd"],
  ["Zusammenfassung über Nacht!", "zusammenfassung-uber-nacht"],
  ["日本語", "日本語"],
  ["///", "workflow"],
  ["", "workflow"],
])("%j is kept as %j", (name, expected) => {
  expect(fileName(name)).toBe(expected);
});
