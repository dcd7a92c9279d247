import { expect, test } from "vitest";
import { patientSql } from "./patient-sql.ts";
import type { SqlDatabase } from "./sql-runner.ts";

const away = () => Object.assign(new Error("Connection terminated unexpectedly"), {});
const wrong = () => Object.assign(new Error('relation "x" does not exist'), { code: "42P01" });

/** A database that answers so, one after another. */
function database(answers: readonly (() => Error | null)[]): SqlDatabase & { readonly asked: () => number } {
  let asked = 0;
  const next = async () => {
    const error = answers[asked]?.() ?? null;
    asked += 1;
    if (error !== null) throw error;
    return { rows: [], rowCount: 7, command: "", oid: 0, fields: [] };
  };
  return { asked: () => asked, query: next, transaction: async (work) => work({ query: next }) };
}

const awake = { isOver: () => false, onTrouble: () => undefined };

test("a statement and a transaction wait for a database that is away", async () => {
  const told: unknown[] = [];
  const sql = database([away, away, () => null, away, () => null]);
  const patient = patientSql(sql, { isOver: () => false, onTrouble: (error) => told.push(error) });
  const one = await patient.query({ text: "SELECT 1" });
  const other = await patient.transaction((client) => client.query({ text: "SELECT 1" }));
  expect([one.rowCount, other.rowCount, sql.asked(), told.length]).toEqual([7, 7, 5, 2]);
});

test("what is wrong with the statement is told at once", async () => {
  const sql = database([wrong, () => null]);
  await expect(patientSql(sql, awake).query({ text: "SELECT x" })).rejects.toThrow("does not exist");
  expect(sql.asked()).toBe(1);
});

test("a process that ends gets no answer, and asks no more", async () => {
  const sql = database([away, () => null]);
  const patient = patientSql(sql, { ...awake, isOver: () => true });
  const answer = patient.query({ text: "SELECT 1" }).then(
    () => "answered",
    () => "failed",
  );
  expect(await Promise.race([answer, new Promise((resolve) => setTimeout(resolve, 200, "silent"))])).toBe("silent");
  expect(sql.asked()).toBe(1);
});
