import { expect, test } from "vitest";
import type { Template } from "../templates/template.ts";
import { filterTemplates, templateFilters } from "./template-filters.ts";

function template(id: string, needs: Template["needs"], patterns: readonly string[]): Template {
  const graph = { schema: "orrery.graph/v1", name: id, nodes: [], edges: [] } as const;
  const about = { title: id, description: "", shows: "", task: "Support", duration: "1 s", hosts: [], by: "Orrery" };
  return { ...about, id, needs, patterns, sampleInput: {}, graph };
}

const triage = template("triage", ["offline"], ["Map", "Approval"]);
const digest = template("digest", ["offline"], ["Map"]);
const fetching = template("fetching", ["offline", "web"], ["HTTP"]);
const all = [triage, digest, fetching];

test("a filter that every template passes is not offered", () => {
  expect(templateFilters(all).map(({ group, word }) => `${group}: ${word}`)).toEqual([
    "Needs: A web address",
    "Pattern: Map",
    "Pattern: Approval",
    "Pattern: HTTP",
  ]);
});

test("several filters keep what passes all of them", () => {
  const filters = templateFilters(all);
  const chosen = (...words: string[]) => filters.filter((filter) => words.includes(filter.word));
  expect(filterTemplates(all, chosen())).toEqual(all);
  expect(filterTemplates(all, chosen("Map"))).toEqual([triage, digest]);
  expect(filterTemplates(all, chosen("Map", "Approval"))).toEqual([triage]);
  expect(filterTemplates(all, chosen("Map", "HTTP"))).toEqual([]);
});
