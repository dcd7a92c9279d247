import type { TemplateAbout } from "@orrery/graph";
import { expect, test } from "vitest";
import { templateSections } from "./template-section.ts";
import { templateHref } from "./template-source.ts";

const about: Omit<TemplateAbout, "sampleInput"> = {
  ...{ title: "Triage", description: "Sorts.", shows: "", needs: ["offline"], task: "Support", patterns: [] },
  ...{ duration: "", hosts: [], by: "Ada" },
};
const drawing = { nodes: [], edges: [] };
const builtIn = [{ id: "saga", ...about, drawing }];
const gallery = { id: "g1", url: "https://a.example/index.json", title: "Ours", description: "", checkedAt: 7 };

test("one's own templates come first, then galleries, then what Orrery brings, each with its address", () => {
  const sections = templateSections({
    builtIn,
    own: [{ id: "t1", about, drawing, savedAt: 5 }],
    galleries: [{ ...gallery, templates: [{ id: "net", about: { ...about, sampleInput: {} } }] }],
  });
  expect(
    sections.map(({ title, source, templates, gallery: face }) => [
      title,
      templates.map(({ id }) => templateHref(source, id)),
      face,
    ]),
  ).toEqual([
    ["Your templates", ["/templates/mine/t1"], null],
    ["Ours", ["/templates/from/g1/net"], gallery],
    ["From Orrery", ["/templates/saga"], null],
  ]);
  // The sample is not sent along.
  expect(sections[1]?.templates).toEqual([{ id: "net", ...about, drawing: null }]);
});

test("who has kept none sees no empty place for them; an empty gallery is still shown", () => {
  const sections = templateSections({ builtIn, own: [], galleries: [{ ...gallery, templates: [] }] });
  expect(sections.map(({ title }) => title)).toEqual(["Ours", "From Orrery"]);
});
