import { expect, test } from "vitest";
import { galleryQuery, readGalleryChoice } from "./gallery-address.ts";

test("what is chosen stands in the address and is read from it again", () => {
  const choice = { search: "vote & debate", chosen: ["Works offline", "E-mail"] };
  const read = new URLSearchParams(galleryQuery(choice));
  expect(readGalleryChoice({ q: read.get("q") ?? "", only: read.getAll("only") })).toEqual(choice);
  expect(galleryQuery({ search: " ", chosen: [] })).toBe("");
  expect(readGalleryChoice({ only: "Support" })).toEqual({ search: "", chosen: ["Support"] });
});
