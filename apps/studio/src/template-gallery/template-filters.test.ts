import { expect, test } from "vitest";
import { templates } from "../templates/index.ts";
import type { Template } from "../templates/template.ts";
import { filterTemplates, searchTemplates, templateFilters } from "./template-filters.ts";

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
  ]);
});

test("a task that was left empty is no filter, and a word stands for one filter only", () => {
  const bare = { ...template("bare", ["credential"], ["Support", "Map"]), task: "" };
  const other = template("other", ["offline"], ["Support"]);
  expect(templateFilters([bare, other, fetching]).map(({ group, word }) => `${group}: ${word}`)).toEqual([
    "Needs: A credential",
    "Needs: Works offline",
    "Needs: A web address",
    "Task: Support",
  ]);
});

test("several filters keep what passes all of them", () => {
  const filters = templateFilters(all);
  const chosen = (...words: string[]) => filters.filter((filter) => words.includes(filter.word));
  expect(filterTemplates(all, chosen())).toEqual(all);
  expect(filterTemplates(all, chosen("Map"))).toEqual([triage, digest]);
  expect(filterTemplates(all, chosen("Map", "A web address"))).toEqual([]);
  expect(filterTemplates(all, chosen("A web address"))).toEqual([fetching]);
});

test("the filters of the real gallery have a word each, and each task can be chosen", () => {
  const words = templateFilters(templates).map(({ word }) => word);
  expect(new Set(words).size).toBe(words.length);
  expect(words).toEqual(expect.arrayContaining([...new Set(templates.map(({ task }) => task))]));
});

test("a search finds by the beginnings of words, wherever they stand", () => {
  const found = (search: string) => searchTemplates(templates, search).map(({ id }) => id);
  expect(found("deb vote")).toEqual(["debate-and-vote"]);
  expect(found("INVOICE")).toContain("invoice-approval");
  expect(found("  ")).toHaveLength(templates.length);
  expect(found("nothing has this")).toEqual([]);
});
