import { type ForeignReport, readForeign, withReportNote } from "@orrery/foreign";
import { type Graph, graphLimits, parseGraph } from "@orrery/graph";
import type { Diagnostic } from "@orrery/plan";
import { requirePermission } from "../actor.ts";
import { compileInWorkspace } from "../credential/compile-in-workspace.ts";
import type { ServiceContext } from "../service-context.ts";
import { ServiceError } from "../service-error.ts";
import { fetchFile } from "./fetch-file.ts";

/** A workflow from a file or an address, before anything of it is stored. */
export interface ImportPreview {
  readonly graph: Graph;
  /** What has to be mended or known before it runs here, errors first. */
  readonly diagnostics: readonly Diagnostic[];
  readonly hosts: readonly string[];
  readonly models: readonly string[];
  readonly credentials: readonly string[];
  /** Of a file of another tool: what came across of it. The graph keeps it as a note. */
  readonly report: ForeignReport | null;
}

/** The text of a file, or where a file is to be fetched from. */
export type ImportSource = { readonly text: string } | { readonly url: string };

/**
 * Reads a workflow from outside and says what it is; nothing is stored. Throws `INVALID` (`GRAPH`) with diagnostics where it
 * is none, and `INVALID` (`FETCH`) where its address gives no file.
 */
export async function previewImport({
  ctx,
  input,
}: {
  readonly ctx: ServiceContext;
  readonly input: ImportSource;
}): Promise<ImportPreview> {
  const { workspaceId } = requirePermission(ctx.actor, "workflow.write");
  const { graph, report } = readAnyText(await textOf(ctx, input));
  const { result } = await compileInWorkspace(ctx.services, workspaceId, graph);
  const { hosts = [], models = [], secrets = [] } = result.capabilities ?? {};
  const rank = ({ severity }: Diagnostic) => (severity === "error" ? 0 : severity === "warning" ? 1 : 2);
  const diagnostics = result.diagnostics.toSorted((a, b) => rank(a) - rank(b)).slice(0, 200);
  return { graph, diagnostics, hosts, models, credentials: secrets, report };
}

async function textOf({ services }: ServiceContext, input: ImportSource): Promise<string> {
  if ("text" in input) return input.text;
  const file = await fetchFile(services, { url: input.url, maxBytes: graphLimits.bytes });
  // Nothing was known before that it could be the same as.
  return file.kind === "file" ? file.text : "";
}

/** A graph from the text of a file of ours or of another tool. Throws `INVALID` (`GRAPH`) with diagnostics. */
function readAnyText(text: string): Pick<ImportPreview, "graph" | "report"> {
  const foreign = readForeign(text);
  if (foreign.kind === "other") return { graph: readGraphText(text), report: null };
  if (foreign.kind === "read") return { graph: withReportNote(foreign.graph, foreign.report), report: foreign.report };
  throw new ServiceError("INVALID", "GRAPH", "This file cannot be taken over.", foreign.diagnostics);
}

/** A graph from the text of a file. Throws `INVALID` (`GRAPH`) with diagnostics. */
export function readGraphText(text: string): Graph {
  const parsed = parseGraph(text);
  if (parsed.ok) return parsed.graph;
  throw new ServiceError("INVALID", "GRAPH", "This is not a workflow file Orrery can read.", parsed.diagnostics);
}
