import fc from "fast-check";
import pg from "pg";
import { afterAll, beforeAll, expect, test } from "vitest";
import { type TestDatabase, testDatabase } from "../testing/index.ts";
import { arrayText } from "./array-text.ts";

let database: TestDatabase;
let client: pg.Client;

beforeAll(async () => {
  database = await testDatabase();
  client = new pg.Client({ connectionString: database.url });
  await client.connect();
});

afterAll(async () => {
  await client.end();
  await database.drop();
});

test("Postgres reads a list of texts as it reads the driver's own", async () => {
  const hard = fc.constantFrom(
    '"',
    "\\",
    '\\"',
    "{",
    "}",
    ",",
    "NULL",
    "null",
    "",
    " ",
    "\n",
    "\u0007",
    "ä✨",
    "\u2028",
    "\ud800",
  );
  const text = fc.oneof(
    fc.string({ unit: "grapheme" }),
    fc.array(hard).map((parts) => parts.join("")),
  );
  await fc.assert(
    fc.asyncProperty(fc.array(fc.option(text.filter((said) => !said.includes("\0")))), async (list) => {
      const { rows } = await client.query({
        name: "both",
        text: "SELECT $1::text[] = $2::text[] AS same, cardinality($1::text[]) AS length",
        values: [arrayText(list), list],
      });
      expect(rows).toEqual([{ same: true, length: list.length }]);
    }),
  );
});

test("numbers, truth values and their absence arrive as they are", async () => {
  const numbers = [1, -2, 1_763_950_000_123, null];
  const { rows } = await client.query({
    text: "SELECT $1::float8[] AS numbers, $2::bool[] AS truths",
    values: [arrayText(numbers), arrayText([true, null, false])],
  });
  expect(rows).toEqual([{ numbers, truths: [true, null, false] }]);
});
