import { checkJson, type Graph, type GraphDiagnostic, graphLimits, readJson } from "@orrery/graph";
import { buildGraph } from "./build-graph.ts";
import { type Detected, detectFormat } from "./detect-format.ts";
import { difyDialect } from "./dify/dify-dialect.ts";
import { readDify } from "./dify/read-dify.ts";
import { flowiseDialect } from "./flowise/flowise-dialect.ts";
import { readFlowise } from "./flowise/read-flowise.ts";
import type { ForeignFlow } from "./foreign-flow.ts";
import type { ForeignFormat, ForeignReport } from "./foreign-report.ts";
import { langflowDialect } from "./langflow/langflow-dialect.ts";
import { readLangflow } from "./langflow/read-langflow.ts";
import type { Dialect } from "./mapping.ts";
import { n8nDialect } from "./n8n/n8n-dialect.ts";
import { readN8n } from "./n8n/read-n8n.ts";
import { readYaml } from "./read-yaml.ts";

/** `other`: a file of none of these tools, maybe one of ours. `refused`: one of theirs that cannot be taken over. */
export type ReadForeign =
  | { readonly kind: "other" }
  | { readonly kind: "refused"; readonly diagnostics: readonly GraphDiagnostic[] }
  | { readonly kind: "read"; readonly format: ForeignFormat; readonly graph: Graph; readonly report: ForeignReport };

interface Tool {
  readonly read: (file: Extract<Detected, { format: ForeignFormat }>["file"]) => ForeignFlow;
  readonly dialect: Dialect;
}

const tools: Readonly<Record<ForeignFormat, Tool>> = {
  n8n: { read: readN8n, dialect: n8nDialect },
  flowise: { read: readFlowise, dialect: flowiseDialect },
  dify: { read: readDify, dialect: difyDialect },
  langflow: { read: readLangflow, dialect: langflowDialect },
};

/**
 * Reads the text of a workflow of n8n, Flowise (AgentFlow v2), Dify or Langflow, which is told by its shape, and makes a
 * graph of ours of it with a report of what came across. Keys and passwords are never taken over. Never throws; what it
 * reads is a valid document.
 */
export function readForeign(text: string): ReadForeign {
  const value = documentOf(text);
  if (value.kind !== "value") return value;
  const detected = detectFormat(value.value);
  if (detected === null) return { kind: "other" };
  if ("unread" in detected) return refused("ORR_FOREIGN_KIND", detected.unread);
  const problems = checkJson(value.value);
  if (problems.length > 0) return { kind: "refused", diagnostics: problems };
  const { format, file } = detected;
  const { read, dialect } = tools[format];
  const counted = countProblem(file);
  if (counted !== null) return counted;
  const flow = read(file);
  if (flow.nodes.length === 0) return refused("ORR_FOREIGN_EMPTY", "There is no node in this file.");
  const built = buildGraph(uniqueKeys(flow), dialect);
  if (!built.ok) return { kind: "refused", diagnostics: built.diagnostics };
  return { kind: "read", format, graph: built.graph, report: built.report };
}

function documentOf(
  text: string,
): { readonly kind: "value"; readonly value: unknown } | Exclude<ReadForeign, { kind: "read" }> {
  const head = text
    .slice(0, 2_000)
    .replace(/^\uFEFF/, "")
    .trimStart();
  if (head.startsWith("{") || head.startsWith("[")) {
    const json = readJson(text);
    return json.ok ? { kind: "value", value: json.value } : { kind: "other" };
  }
  // A YAML file of Dify names what it is; nothing else is read as YAML.
  if (!/^(?:app|kind|version|dependencies|workflow)\s*:/m.test(head)) return { kind: "other" };
  const yaml = readYaml(text);
  return yaml.ok ? { kind: "value", value: yaml.value } : { kind: "refused", diagnostics: [yaml.diagnostic] };
}

function countProblem(file: { readonly nodes?: unknown; readonly edges?: unknown }): ReadForeign | null {
  const count = (list: unknown) => (Array.isArray(list) ? list.length : 0);
  if (count(file.nodes) > graphLimits.nodes)
    return refused("ORR_TOO_MANY_NODES", `This file has more than ${graphLimits.nodes} nodes.`);
  return count(file.edges) > graphLimits.edges
    ? refused("ORR_TOO_MANY_EDGES", `This file has more than ${graphLimits.edges} edges.`)
    : null;
}

/** The first node of each key: what else has it cannot be told apart by anything that names it. Parents in a circle are no parents. */
function uniqueKeys(flow: ForeignFlow): ForeignFlow {
  const byKey = new Map<string, ForeignFlow["nodes"][number]>();
  for (const node of flow.nodes) if (!byKey.has(node.key)) byKey.set(node.key, node);
  const nodes = [...byKey.values()].map((node) => {
    const seen = new Set<string>([node.key]);
    for (let at = node.parent; at !== undefined; at = byKey.get(at)?.parent) {
      if (seen.has(at) || seen.size > 16) {
        const { parent: _parent, ...free } = node;
        return free;
      }
      seen.add(at);
    }
    return node;
  });
  return { ...flow, nodes };
}

function refused(code: string, message: string): Extract<ReadForeign, { kind: "refused" }> {
  return { kind: "refused", diagnostics: [{ code, severity: "error", message }] };
}
