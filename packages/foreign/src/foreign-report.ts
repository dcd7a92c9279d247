/** The tools whose files are read. */
export type ForeignFormat = "n8n" | "flowise" | "dify" | "langflow";

/** What the tools call themselves. */
export const formatNames: Readonly<Record<ForeignFormat, string>> = {
  n8n: "n8n",
  flowise: "Flowise",
  dify: "Dify",
  langflow: "Langflow",
};

/** `exact`: does here what it did there; `changed`: works, with the differences that are said; `none`: it has no counterpart. */
export type Fidelity = "exact" | "changed" | "none";

/** What became of one node of the file. */
export interface ReportedNode {
  /** As people know it there. */
  readonly name: string;
  /** Its type there. */
  readonly was: string;
  /** The node that it became; null where it became part of another. */
  readonly nodeId: string | null;
  readonly fidelity: Fidelity;
  /** What is different, in sentences. Empty where it came across exactly. */
  readonly notes: readonly string[];
}

/** What came across of a file of another tool, for people to read before and after they import it. */
export interface ForeignReport {
  readonly format: ForeignFormat;
  readonly nodes: readonly ReportedNode[];
  /** Of the workflow as a whole. */
  readonly notes: readonly string[];
}

/** How many nodes came across in which way. */
export function countFidelity({ nodes }: ForeignReport): Readonly<Record<Fidelity, number>> {
  const count = (fidelity: Fidelity) => nodes.filter((node) => node.fidelity === fidelity).length;
  return { exact: count("exact"), changed: count("changed"), none: count("none") };
}

/** In a few words: “3 exactly, 1 changed, 1 not at all”. */
export function summariseReport(report: ForeignReport): string {
  const { exact, changed, none } = countFidelity(report);
  return `${exact} exactly, ${changed} changed, ${none} not at all`;
}

const HEADINGS: readonly (readonly [Fidelity, string])[] = [
  ["none", "Not at all"],
  ["changed", "Changed"],
  ["exact", "Exactly"],
];

/** The report as text, with headings and bullets of Markdown. */
export function describeReport(report: ForeignReport): string {
  const lines = [
    `# Imported from ${formatNames[report.format]}`,
    `Of its nodes came across: ${summariseReport(report)}.`,
  ];
  for (const [fidelity, heading] of HEADINGS) {
    const nodes = report.nodes.filter((node) => node.fidelity === fidelity);
    if (nodes.length === 0) continue;
    lines.push("", `## ${heading}`, ...nodes.map(lineOf));
  }
  if (report.notes.length > 0) lines.push("", "## To know", ...report.notes.map((note) => `- ${note}`));
  return lines.join("\n");
}

function lineOf({ name, was, notes }: ReportedNode): string {
  return `- ${name} (${was})${notes.length === 0 ? "" : `: ${notes.join(" ")}`}`;
}
