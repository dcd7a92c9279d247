import { expect, test } from "vitest";
import { readViewQuery } from "./read-view-query.ts";

test("a view leads to the list and nowhere else", () => {
  expect(readViewQuery("status=failed&q=lost+parcel&after=01a209f8-0000-7000-8000-000000000000")).toEqual({
    query: "status=failed&q=lost+parcel",
    address: "/runs?status=failed&q=lost+parcel",
  });
  expect(readViewQuery("javascript:alert(1)//https://evil.example")).toEqual({ query: "", address: "/runs" });
});
