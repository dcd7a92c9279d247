import { defineRuntime, type Json } from "@orrery/node-kit";
import { textOfValue } from "../text-of-value.ts";

/** Gives the filled-in text; with `tidy`, without spaces at line ends and with at most one blank line in a row. */
export const templateRuntime = defineRuntime<{ readonly text: Json; readonly tidy?: boolean }>({
  type: "template",
  run(_ctx, { config }) {
    const text = textOfValue(config.text);
    return { kind: "done", output: config.tidy === true ? tidied(text) : text };
  },
});

function tidied(text: string): string {
  const lines = text.split(/\r?\n/).map((line) => line.trimEnd());
  return lines
    .filter((line, index) => line !== "" || lines[index - 1] !== "")
    .join("\n")
    .trim();
}
