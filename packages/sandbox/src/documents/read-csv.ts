import Papa from "papaparse";
import type { CsvOptions } from "./document-call.ts";
import { DocumentProblem } from "./document-problem.ts";

const mostRows = 100_000;

/**
 * Rows as objects by the names of the columns, or as lists without a header. Rows that are too short or too long are read as
 * far as they go and counted in `uneven`; a quote that is never closed is refused.
 */
export function readCsv(text: string, { header, delimiter, types }: CsvOptions): object {
  const { data, errors, meta } = Papa.parse<unknown>(text, {
    header,
    delimiter: delimiter ?? "",
    dynamicTyping: types,
    skipEmptyLines: "greedy",
    preview: mostRows + 1,
  });
  const quote = errors.find(({ type }) => type === "Quotes");
  if (quote !== undefined) {
    throw new DocumentProblem("DOCUMENT_UNREADABLE", `A quote in row ${(quote.row ?? 0) + 1} is not closed properly.`);
  }
  if (data.length > mostRows) {
    throw new DocumentProblem("DOCUMENT_TOO_LARGE", `The table has more than ${mostRows.toLocaleString("en")} rows.`);
  }
  const uneven = new Set(errors.filter(({ type }) => type === "FieldMismatch").map(({ row }) => row)).size;
  return {
    rows: data.map(withoutExtra),
    columns: header ? (meta.fields ?? []) : [],
    count: data.length,
    uneven,
    delimiter: meta.delimiter,
  };
}

/** The cells beyond the last named column, which the reader keeps under a name of its own. */
function withoutExtra(row: unknown): unknown {
  if (typeof row !== "object" || row === null || !("__parsed_extra" in row)) return row;
  const { __parsed_extra: _, ...named } = row;
  return named;
}
