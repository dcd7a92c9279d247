export interface NewFile {
  readonly name: string;
  readonly content: string;
}

/** The files of a new node type: it takes a text and gives it back, so that every face has something real to change. */
export function nodeTypeFiles(type: string): readonly NewFile[] {
  const words = type.replaceAll("-", " ");
  const title = `${words.charAt(0).toUpperCase()}${words.slice(1)}`;
  const name = type.replace(/-(.)/g, (_, letter: string) => letter.toUpperCase());
  return [
    { name: "definition.ts", content: definition({ type, title, name }) },
    { name: "runtime.ts", content: runtime({ type, name }) },
    { name: "runtime.test.ts", content: test(name) },
    { name: "docs.md", content: docs({ type, title }) },
  ];
}

function definition({ type, title, name }: { type: string; title: string; name: string }): string {
  return `import { defineNode, text } from "@orrery/node-kit";
import { z } from "zod";
import { templateText } from "../config-shapes.ts";
import { firstLine } from "../first-line.ts";

export const ${name}Definition = defineNode({
  type: "${type}",
  typeVersion: 1,
  title: "${title}",
  description: "Gives its text back.",
  category: "data",
  icon: "box",
  keywords: [],
  config: z.strictObject({ text: templateText }),
  fields: [
    {
      path: "text",
      label: "Text",
      control: "long-text",
      expression: true,
      expressionKind: "template",
      expects: text,
      required: true,
    },
  ],
  initial: { text: "" },
  traits: { role: "step", source: "trusted", sink: "none" },
  effect: () => "pure",
  inputs: () => [{ id: "in", label: "After" }],
  outputs: () => [{ id: "out", label: "Next" }],
  output: () => text,
  summary: ({ text: words }) => [{ text: firstLine(words) }],
});
`;
}

function runtime({ type, name }: { type: string; name: string }): string {
  return `import { defineRuntime, type Json } from "@orrery/node-kit";
import { permanent } from "../failure.ts";
import { nameOfType } from "../name-of-type.ts";

/** Gives its text back; \`TEXT_EXPECTED\` for anything else. */
export const ${name}Runtime = defineRuntime<{ readonly text: Json }>({
  type: "${type}",
  run(_ctx, { config }) {
    if (typeof config.text !== "string") {
      return permanent("TEXT_EXPECTED", \`The text is \${nameOfType(config.text)}.\`);
    }
    return { kind: "done", output: config.text };
  },
});
`;
}

function test(name: string): string {
  return `import { createTestInput, createTestStep } from "@orrery/node-kit/harness";
import { expect, test } from "vitest";
import { ${name}Runtime } from "./runtime.ts";

const run = (text: string | number) => ${name}Runtime.run(createTestStep().ctx, createTestInput({ text }));

test("the text is the output", () => {
  expect(run("hello")).toEqual({ kind: "done", output: "hello" });
});

test("anything else fails in words", () => {
  expect(run(1)).toEqual({
    kind: "failed",
    error: { code: "TEXT_EXPECTED", class: "permanent", message: "The text is a number." },
  });
});
`;
}

function docs({ type, title }: { type: string; title: string }): string {
  const id = type.replaceAll("-", "_");
  return `# ${title}

Gives its text back.

## Fields

| field             |           |
| ----------------- | --------- |
| **Text** \`text\` | The text. |

## Output

The text.

## Example

\`\`\`json
{ "id": "${id}_1", "type": "${type}", "config": { "text": "{{ start.name }}" } }
\`\`\`

## Errors

- \`TEXT_EXPECTED\`: the value is no text.
`;
}
