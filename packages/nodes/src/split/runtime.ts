import { defineRuntime, type Json, StepFailure } from "@orrery/node-kit";
import { readList } from "../read-list.ts";
import { readText } from "../read-text.ts";

interface SplitConfig {
  readonly value: Json;
  readonly by?: "lines" | "paragraphs" | "separator" | "batches";
  readonly separator?: string;
  readonly size?: number;
  readonly keepEmpty?: boolean;
}

const longestText = 4_000_000;
const mostPieces = 100_000;

/**
 * Gives the pieces of a text or the batches of a list. `TEXT_EXPECTED`, `LIST_EXPECTED` where the value is not what is
 * split; `TEXT_TOO_LONG`, `TOO_MANY_PIECES` beyond the limits.
 */
export const splitRuntime = defineRuntime<SplitConfig>({
  type: "split",
  run(_ctx, { config }) {
    const items =
      config.by === "batches" ? batches(readList(config.value, "The value"), config.size ?? 1) : pieces(config);
    if (items.length > mostPieces) {
      throw new StepFailure({
        code: "TOO_MANY_PIECES",
        message: `There are ${items.length.toLocaleString("en")} pieces; at most ${mostPieces.toLocaleString("en")} are given.`,
        class: "limit",
      });
    }
    return { kind: "done", output: { items, count: items.length } };
  },
});

function pieces({ value, by = "lines", separator = "", keepEmpty = false }: SplitConfig): readonly string[] {
  const text = readText(value, "The value", longestText);
  const all = cut(text, by, separator);
  return keepEmpty ? all : all.map((piece) => piece.trim()).filter((piece) => piece !== "");
}

function cut(text: string, by: SplitConfig["by"], separator: string): readonly string[] {
  if (by === "separator") return separator === "" ? [text] : text.split(separator);
  const lines = text.split(/\r\n|\n|\r/);
  if (by !== "paragraphs") return lines;
  const paragraphs: string[][] = [[]];
  for (const line of lines) {
    if (line.trim() === "") paragraphs.push([]);
    else paragraphs.at(-1)?.push(line);
  }
  return paragraphs.map((paragraph) => paragraph.join("\n"));
}

function batches(items: readonly Json[], size: number): readonly (readonly Json[])[] {
  const count = Math.ceil(items.length / size);
  return Array.from({ length: count }, (_, index) => items.slice(index * size, (index + 1) * size));
}
