import { anything, defineNode, list, number, object, openObject, text, unionOf } from "@orrery/node-kit";
import { z } from "zod";
import { credentialName, listValue, templateText } from "../config-shapes.ts";
import { fileType } from "../file-type.ts";
import { firstLine } from "../first-line.ts";
import { parameterProblem } from "./sql-parameters.ts";

const longestMs = 10 * 60_000;
const mostRows = 10_000;

export const sqlDefinition = defineNode({
  type: "sql",
  typeVersion: 1,
  title: "SQL",
  description: "Asks a database by one statement: Postgres, or a SQLite file of the workspace.",
  category: "network",
  icon: "database",
  keywords: ["postgres", "postgresql", "sqlite", "database", "query", "select", "insert", "table", "rows"],
  config: z.strictObject({
    engine: z.enum(["postgres", "sqlite"]).exactOptional(),
    connection: credentialName.exactOptional(),
    file: templateText.exactOptional(),
    statement: z.string().max(100_000),
    values: listValue.exactOptional(),
    readOnly: z.boolean().default(true),
    maxRows: z.int().min(1).max(mostRows).default(1_000),
    timeoutMs: z.int().min(1).max(longestMs).default(30_000),
  }),
  fields: [
    {
      path: "engine",
      label: "Kind of database",
      control: "choice",
      choices: [
        { value: "postgres", label: "Postgres" },
        { value: "sqlite", label: "SQLite (a file of the workspace)" },
      ],
    },
    {
      path: "connection",
      label: "Database",
      help: "Of Postgres: a database of this workspace. One is added in Settings, under Credentials.",
      control: "credential",
      credentialKinds: ["postgres"],
    },
    {
      path: "file",
      label: "File",
      help: "Of SQLite: the name of the file, such as data/stock.db. One that is not there is made when it is written.",
      control: "text",
      expression: true,
      expressionKind: "template",
      expects: unionOf(text, fileType),
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
      help: "The database refuses any change. Turned off, a change to Postgres is sent once: after a crash in the middle of it the step is uncertain.",
      control: "switch",
    },
    { path: "maxRows", label: "Most rows", help: "More fail the step.", control: "number", advanced: true },
    { path: "timeoutMs", label: "Time limit", control: "duration", advanced: true },
  ],
  initial: { engine: "postgres" as const, statement: "", readOnly: true, maxRows: 1_000, timeoutMs: 30_000 },
  traits: { role: "step", source: "untrusted", sink: "external-write" },
  // What is done to a file counts with the step's success alone, so that it may be done again.
  effect: ({ readOnly, engine }) => (readOnly || engine === "sqlite" ? "repeatable" : "once"),
  inputs: () => [{ id: "in", label: "After" }],
  outputs: () => [{ id: "out", label: "Next" }],
  output: () => object({ rows: list(openObject), columns: list(text), rowCount: number }),
  capabilities: ({ engine, connection, readOnly }) => {
    if (engine === "sqlite") return { namespaces: readOnly ? ["files"] : ["files", "files:write"] };
    return connection === undefined ? {} : { secrets: [connection] };
  },
  summary: ({ statement, engine, connection, file, readOnly }) => [
    { text: firstLine(statement), mono: true },
    { text: `${readOnly ? "reads" : "changes"} ${(engine === "sqlite" ? firstLine(file ?? "") : connection) || "…"}` },
  ],
  check: ({ statement, values, engine, connection, file }) => [
    ...((engine === "sqlite" ? (file ?? "") : (connection ?? "")) === ""
      ? [
          {
            path: engine === "sqlite" ? "file" : "connection",
            code: "ORR_SQL_DATABASE",
            message: "Choose the database that is asked.",
          },
        ]
      : []),
    ...statementProblems(statement, values),
  ],
});

function statementProblems(statement: string, values: unknown) {
  if (statement.trim() === "") return [];
  if (/\{\{/.test(statement)) {
    const message =
      "A statement holds no expressions: what they give would be read as SQL. Write $1, and give the value below.";
    return [{ path: "statement", code: "ORR_SQL_EXPRESSION", message }];
  }
  const problem =
    typeof values === "string" ? null : parameterProblem(statement, Array.isArray(values) ? values.length : 0);
  return problem === null ? [] : [{ path: "values", code: "ORR_SQL_VALUES", message: problem }];
}
