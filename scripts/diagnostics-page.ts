import { exprCodes } from "../packages/expr/src/index.ts";
import { type CatalogueEntry, diagnosticCatalogue } from "../packages/plan/src/diagnostic-catalogue/index.ts";

/** The page of all codes that the compiler and expressions give, each with an example that gives it. */
export function diagnosticsPage(): string {
  return `${[
    "# What the compiler says",
    "",
    "Every problem has a stable code, a place and, where one is known, a fix. This page is made from the sources by `pnpm generate:files`; a test runs each example and checks that it gives its code. Errors keep a workflow from running; warnings do not.",
    "",
    "## Files, nodes and wiring",
    ...diagnosticCatalogue.flatMap(entryLines),
    "",
    "## Expressions",
    "",
    "In the examples `start` is an input with the number `n`, the texts `text` and `note` (which may be missing) and `maybe`, a number or null. What is found when running fails the step with this code, and nothing else.",
    ...exprCodes.flatMap(({ code, summary, example, found, severity }) => [
      "",
      `### ${code}`,
      "",
      `${summary} Found when ${found}${severity === "warning" ? "; a warning" : ""}.`,
      "",
      "```text",
      shortened(example, 200),
      "```",
    ]),
  ].join("\n")}\n`;
}

function entryLines({ code, title, explanation, mend, example, shown }: CatalogueEntry): readonly string[] {
  return [
    "",
    `### ${code}`,
    "",
    `**${title}.** ${explanation}`,
    "",
    `To mend it: ${mend}`,
    "",
    ...exampleLines(example(), shown),
  ];
}

function exampleLines(example: unknown, shown: string | undefined): readonly string[] {
  if (shown !== undefined) return ["```text", shown, "```"];
  if (typeof example === "string") return ["```text", example, "```"];
  return ["```json", compactGraph(example), "```"];
}

/** A graph as JSON with one node or edge a line, without what means nothing. */
function compactGraph(graph: unknown): string {
  if (typeof graph !== "object" || graph === null) return JSON.stringify(graph);
  const lines = Object.entries(graph).map(([key, value]) => {
    if (!Array.isArray(value)) return `  ${JSON.stringify(key)}: ${JSON.stringify(value)}`;
    const members = value.map((member) => `    ${JSON.stringify(member, withoutOrigin)}`);
    return members.length === 0
      ? `  ${JSON.stringify(key)}: []`
      : `  ${JSON.stringify(key)}: [\n${members.join(",\n")}\n  ]`;
  });
  return `{\n${lines.join(",\n")}\n}`;
}

function withoutOrigin(key: string, value: unknown): unknown {
  return key === "position" && JSON.stringify(value) === '{"x":0,"y":0}' ? undefined : value;
}

function shortened(text: string, length: number): string {
  return text.length <= length ? text : `${text.slice(0, length)} …`;
}
