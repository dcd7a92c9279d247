import { expect, test } from "vitest";
import { hasSecondStatement, parameterProblem, parametersOf } from "./sql-parameters.ts";

test.each<[string, readonly number[]]>([
  ["SELECT $1, $2, $1", [1, 2]],
  ["SELECT $10 WHERE a=$2::int", [2, 10]],
  ["SELECT '$1', \"$2\", $3 -- $4", [3]],
  ["SELECT 'it''s $1' /* $2 */ || $3", [3]],
  ["SELECT $$ $1 $$, $a$ $2 $$ $a$, $3", [3]],
  ["SELECT a$1, $1a", [1]],
  ["SELECT 'never closed $1", []],
  ["", []],
])("%s names %j", (statement, named) => {
  expect(parametersOf(statement)).toEqual(named);
});

test("a statement and its values must fit each other", () => {
  expect(parameterProblem("SELECT $1 + $2", 2)).toBeNull();
  expect(parameterProblem("SELECT 1", 0)).toBeNull();
  expect(parameterProblem("SELECT $2", 1)).toBe("The statement names $2, and there is one value.");
  expect(parameterProblem("SELECT $1", 0)).toBe("The statement names $1, and there are no values.");
  expect(parameterProblem("SELECT $0", 3)).toBe("The statement names $0, and there are 3 values.");
  expect(parameterProblem("SELECT $1", 2)).toBe("The statement does not use value 2 ($2).");
});

test("a second statement is seen, a comment or a text is none", () => {
  for (const one of ["SELECT 1", "SELECT 1; ", "SELECT 1; -- more; more", "SELECT ';x'", "SELECT 1 /* ; */;"]) {
    expect(hasSecondStatement(one)).toBe(false);
  }
  for (const two of ["SELECT 1; SELECT 2", "SELECT 1;;", "SELECT 1; 'x'", "SELECT 1 -- x\n; DELETE FROM t"]) {
    expect(hasSecondStatement(two)).toBe(true);
  }
});
