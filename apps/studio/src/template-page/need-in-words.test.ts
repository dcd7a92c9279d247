import { expect, test } from "vitest";
import { templates } from "../templates/index.ts";
import { needInWords } from "./need-in-words.ts";

test("a host that is asked is named", () => {
  const said = (hosts: readonly string[]) => needInWords("web", { hosts });
  expect([said([]), said(["a.example"]), said(["a.example", "b.example"])]).toEqual([
    "The network: it asks an address that you give.",
    "The network: it asks a.example.",
    "The network: it asks a.example and b.example.",
  ]);
});

test("each template of the gallery says what it needs", () => {
  for (const template of templates) {
    expect(template.needs).not.toEqual([]);
    for (const host of template.hosts) expect(needInWords("web", template)).toContain(host);
  }
});
