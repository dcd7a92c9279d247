import { expect, test } from "vitest";
import { comparedWords, countWords, foundWords, vectorSearchWords, whoseWords } from "./memory-words.ts";

test("why a record was found is said for each ranking that has it", () => {
  expect(
    foundWords({
      words: { rank: 1, matched: ["node", "type"] },
      spelling: { rank: 2, similarity: 0.333 },
      meaning: { rank: 11, similarity: 0.5 },
    }),
  ).toEqual(["1st by words: node, type", "2nd by spelling, 33 % alike", "11th by vector, 50 % alike"]);
  expect(foundWords({})).toEqual([]);
});

test("counts and owners in words", () => {
  expect([countWords(1, "record"), countWords(1200, "record")]).toEqual(["1 record", "1,200 records"]);
  expect(whoseWords({ scope: "person", subject: "Ada" })).toBe("about Ada");
});

test("how vectors are searched is said, and why", () => {
  expect([comparedWords("exact"), comparedWords("hnsw")]).toEqual(["compared exactly", "found by HNSW (pgvector)"]);
  expect(vectorSearchWords({ kind: "hnsw", version: "0.8.1" })).toContain("pgvector 0.8.1");
  const exact = vectorSearchWords({ kind: "exact", why: "absent" });
  expect(vectorSearchWords({ kind: "exact", why: "refused" })).toBe(
    `${exact} The database has pgvector, and did not let Orrery use it.`,
  );
});
