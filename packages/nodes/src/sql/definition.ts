import { anything, defineNode, list, number, object, openObject, text } from "@orrery/node-kit";
import { z } from "zod";
import { credentialName, listValue } from "../config-shapes.ts";
import { firstLine } from "../first-line.ts";
import { parameterProblem } from "./sql-parameters.ts";

const longestMs = 10 * 60_000;
const mostRows = 10_000;

export const sqlDefinition = defineNode({
  type: "sql",
  typeVersion: 1,
  title: "SQL",
  description: "Asks a Postgres database by one statement.",
  category: "network",
  icon: "database",
  keywords: ["postgres", "postgresql", "database", "query", "select", "insert", "table", "rows"],
  config: z.strictObject({
    connection: credentialName.exactOptional(),
    statement: z.string().max(100_000),
    values: listValue.exactOptional(),
    readOnly: z.boolean().default(true),
    maxRows: z.int().min(1).max(mostRows).default(1_000),
    timeoutMs: z.int().min(1).max(longestMs).default(30_000),
  }),
  fields: [
    {
      path: "connection",
      label: "Database",
      help: "A Postgres database of this workspace. One is added in Settings, under Credentials.",
      control: "credential",
      credentialKinds: ["postgres"],
      required: true,
    },
    {
      path: "statement",
      label: "Statement",
      help: "One statement. Where a value belongs, write $1, $2, … and give it below: nothing is ever put into the text.",
      placeholder: "SELECT id, total FROM orders WHERE customer = $1",
      control: "long-text",
      required: true,
    },
    {
      path: "values",
      label: "Values",
      help: "A list: the first is $1, the second $2.",
      control: "json",
      expression: true,
      expressionKind: "json",
      expects: list(anything),
    },
    {
      path: "readOnly",
      label: "Only read",
      help: "The database refuses any change. Turned off, a change is made once: after a crash in the middle of it a person is asked.",
      control: "switch",
    },
    { path: "maxRows", label: "Most rows", help: "More fail the step.", control: "number", advanced: true },
    { path: "timeoutMs", label: "Time limit", control: "duration", advanced: true },
  ],
  initial: { statement: "", readOnly: true, maxRows: 1_000, timeoutMs: 30_000 },
  traits: { role: "step", source: "untrusted", sink: "external-write" },
  effect: ({ readOnly }) => (readOnly ? "repeatable" : "once"),
  inputs: () => [{ id: "in", label: "After" }],
  outputs: () => [{ id: "out", label: "Next" }],
  output: () => object({ rows: list(openObject), columns: list(text), rowCount: number }),
  capabilities: ({ connection }) => (connection === undefined ? {} : { secrets: [connection] }),
  summary: ({ statement, connection, readOnly }) => [
    { text: firstLine(statement), mono: true },
    { text: `${readOnly ? "reads" : "changes"} ${connection ?? "…"}` },
  ],
  check: ({ statement, values, connection }) => [
    ...(connection === undefined
      ? [{ path: "connection", code: "ORR_SQL_DATABASE", message: "Choose the database that is asked." }]
      : []),
    ...statementProblems(statement, values),
  ],
});

function statementProblems(statement: string, values: unknown) {
  if (statement.trim() === "")
    return [{ path: "statement", code: "ORR_SQL_STATEMENT", message: "Write the statement that is sent." }];
  if (/\{\{/.test(statement)) {
    const message =
      "A statement holds no expressions: what they give would be read as SQL. Write $1, and give the value below.";
    return [{ path: "statement", code: "ORR_SQL_EXPRESSION", message }];
  }
  const problem =
    typeof values === "string" ? null : parameterProblem(statement, Array.isArray(values) ? values.length : 0);
  return problem === null ? [] : [{ path: "values", code: "ORR_SQL_VALUES", message: problem }];
}
