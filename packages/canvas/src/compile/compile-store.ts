import type { Graph } from "@orrery/graph";
import type { Catalog } from "@orrery/node-kit";
import {
  type CompileResult,
  type Credentials,
  createCompiler,
  type Diagnostic,
  type Interfaces,
  type Prices,
} from "@orrery/plan";

export interface CompileState {
  readonly result: CompileResult;
  /** The document that `result` speaks of. */
  readonly graph: Graph;
  readonly byNode: ReadonlyMap<string, readonly Diagnostic[]>;
  readonly byEdge: ReadonlyMap<string, readonly Diagnostic[]>;
  readonly errors: number;
  readonly warnings: number;
}

export interface CompileStore {
  /** What the document may call, as it is known here. */
  readonly interfaces: Interfaces | undefined;
  getState(): CompileState;
  subscribe(listener: () => void): () => void;
  /** Diagnostics of one node whose state is unchanged keep their identity. */
  subscribeNode(nodeId: string, listener: () => void): () => void;
  getNode(nodeId: string): readonly Diagnostic[];
  /** Compiles now what has changed, instead of in a moment. */
  settle(): CompileState;
  close(): void;
}

/** The part of a document store that a compilation follows. */
export interface CompiledDocument {
  getState(): { readonly graph: Graph };
  subscribe(listener: () => void): () => void;
}

const NONE: readonly Diagnostic[] = [];
const WAIT_MS = 60;

/** Compiles a document as people type: a moment after the last edit, only what changed. */
export function createCompileStore(options: {
  readonly catalog: Catalog;
  readonly document: CompiledDocument;
  /** The published workflows that the document may call. */
  readonly interfaces?: Interfaces;
  /** The credentials that it may name. */
  readonly credentials?: Credentials;
  /** The prices of models that are known. */
  readonly prices?: Prices;
}): CompileStore {
  const { catalog, interfaces, credentials, prices } = options;
  const compiler = createCompiler({
    catalog,
    ...(interfaces !== undefined && { interfaces }),
    ...(credentials !== undefined && { credentials }),
    ...(prices !== undefined && { prices }),
  });
  const listeners = new Set<() => void>();
  const nodeListeners = new Map<string, Set<() => void>>();
  let state = compileState(options.document.getState().graph);
  let timer: ReturnType<typeof setTimeout> | null = null;

  function compileState(graph: Graph, before?: CompileState): CompileState {
    const result = compiler.compile(graph);
    return {
      result,
      graph,
      byNode: grouped(result.diagnostics, "nodeId", before?.byNode),
      byEdge: grouped(result.diagnostics, "edgeId", before?.byEdge),
      errors: result.diagnostics.filter((diagnostic) => diagnostic.severity === "error").length,
      warnings: result.diagnostics.filter((diagnostic) => diagnostic.severity === "warning").length,
    };
  }

  function settle(): CompileState {
    if (timer !== null) clearTimeout(timer);
    timer = null;
    const { graph } = options.document.getState();
    if (graph === state.graph) return state;
    const before = state;
    state = compileState(graph, before);
    for (const [nodeId, set] of nodeListeners) {
      if (state.byNode.get(nodeId) !== before.byNode.get(nodeId)) for (const listener of set) listener();
    }
    for (const listener of listeners) listener();
    return state;
  }

  const unsubscribe = options.document.subscribe(() => {
    if (options.document.getState().graph === state.graph) return;
    if (timer !== null) clearTimeout(timer);
    timer = setTimeout(settle, WAIT_MS);
  });

  return {
    interfaces,
    getState: () => state,
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    subscribeNode(nodeId, listener) {
      const set = nodeListeners.get(nodeId) ?? new Set();
      nodeListeners.set(nodeId, set);
      set.add(listener);
      return () => set.delete(listener);
    },
    getNode: (nodeId) => state.byNode.get(nodeId) ?? NONE,
    settle,
    close() {
      if (timer !== null) clearTimeout(timer);
      unsubscribe();
    },
  };
}

function grouped(
  diagnostics: readonly Diagnostic[],
  by: "nodeId" | "edgeId",
  before?: ReadonlyMap<string, readonly Diagnostic[]>,
): ReadonlyMap<string, readonly Diagnostic[]> {
  const groups = new Map<string, Diagnostic[]>();
  for (const diagnostic of diagnostics) {
    const key = diagnostic[by];
    if (key === undefined) continue;
    const group = groups.get(key);
    if (group) group.push(diagnostic);
    else groups.set(key, [diagnostic]);
  }
  const kept = new Map<string, readonly Diagnostic[]>();
  for (const [key, group] of groups) {
    const old = before?.get(key);
    kept.set(key, old && JSON.stringify(old) === JSON.stringify(group) ? old : group);
  }
  return kept;
}
