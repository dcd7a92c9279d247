import { checkIntegrity, type Graph, type GraphNode } from "@orrery/graph";
import type { Catalog } from "@orrery/node-kit";
import type { CompileResult } from "./compile-result.ts";
import type { Credentials } from "./credentials.ts";
import { readField } from "./passes/analyze-field.ts";
import { answerProblems } from "./passes/answers.ts";
import { assignmentPass, type ProvedFields } from "./passes/assignment.ts";
import { boundsPass, literalCount } from "./passes/bounds.ts";
import { capabilitiesPass } from "./passes/capabilities.ts";
import { CertainBefore } from "./passes/certain-before.ts";
import { CertainWays } from "./passes/certain-ways.ts";
import { Conditions } from "./passes/conditions.ts";
import { credentialsPass } from "./passes/credentials.ts";
import { type EmitCache, emitPass } from "./passes/emit.ts";
import { type ParsedNode, parseNode } from "./passes/parse.ts";
import { pinProblems } from "./passes/pins.ts";
import { asCount } from "./passes/plan-container.ts";
import { type Prices, priceProblems } from "./passes/prices.ts";
import { concurrencyProblems } from "./passes/run-places.ts";
import { type Structure, structurePass } from "./passes/structure.ts";
import { toolEntryProblems } from "./passes/tool-entries.ts";
import { type NodeTypes, TypeCache, TypesPass } from "./passes/types.ts";
import { Visibility } from "./passes/visibility.ts";
import type { Bounds, Diagnostic } from "./plan.ts";
import { refusedResult } from "./refused-result.ts";
import { type Interfaces, noInterfaces } from "./workflow-face.ts";

export interface Compiler {
  /** Never throws. What did not change since the last graph is not worked out again. */
  compile(graph: Graph, interfaces?: Interfaces, beside?: CompiledBeside): CompileResult;
  /** The bounds of a run whose lists are known to have so many entries, by container id. Null where there is no plan. */
  bounds(graph: Graph, itemCounts: ReadonlyMap<string, number>): Bounds | null;
}

/** What a graph is held against besides the workflows that it calls. */
export interface CompiledBeside {
  /** The credentials that a graph may name; without it, whether they exist is not looked at. */
  readonly credentials?: Credentials;
  /** Without it, nothing is said of prices. */
  readonly prices?: Prices;
}

export interface CompileOptions extends CompiledBeside {
  readonly catalog: Catalog;
  /** The published workflows that a graph may call; without it, none. */
  readonly interfaces?: Interfaces;
}

/**
 * A compiler that remembers the graph before: nodes by identity, fields by text and by what their names mean. Use one for
 * each document that is edited; for a single graph, `compile`.
 */
export function createCompiler(options: CompileOptions): Compiler {
  const { catalog, interfaces: given = noInterfaces } = options;
  const parsedNodes = new WeakMap<GraphNode, ParsedNode>();
  const typeCache = new TypeCache();
  const emitCache: EmitCache = { nodes: new Map(), edges: new WeakMap() };
  let shape: Shape | null = null;
  const parsedOf = (node: GraphNode, interfaces: Interfaces): ParsedNode => {
    const known = parsedNodes.get(node);
    if (known !== undefined && callsTheSame(known, interfaces)) return known;
    const parsed = parseNode(node, catalog, interfaces);
    parsedNodes.set(node, parsed);
    return parsed;
  };

  let types: ReadonlyMap<string, NodeTypes> = new Map();

  const compiler: Compiler = {
    compile(graph, interfaces = given, { credentials, prices } = options) {
      const broken = checkIntegrity(graph);
      if (broken.length > 0) return refusedResult(broken);
      const nodes = new Map(graph.nodes.map((node) => [node.id, parsedOf(node, interfaces)]));
      forget(nodes, typeCache, emitCache);
      shape = sameShape(shape, graph, nodes) ?? newShape(graph, nodes);
      const { structure, visibility, conditions } = shape;
      const pass = new TypesPass(structure, visibility, typeCache);
      pass.run();
      types = pass.types;
      const granted = capabilitiesPass(structure);
      const diagnostics = [
        ...concurrencyProblems(graph, structure, types),
        ...ownDiagnostics(nodes, structure),
        ...structure.diagnostics,
        ...toolEntryProblems(structure),
        ...ofWhatIsOff(structure, [
          ...typeDiagnostics(types),
          ...leftOutFields(structure),
          ...assignmentPass({ ...shape, types }),
        ]),
        ...answerProblems(structure, conditions),
        ...pinProblems(graph, structure, types),
        ...granted.diagnostics,
        ...(credentials === undefined ? [] : credentialsPass(structure, credentials)),
        ...(prices === undefined ? [] : priceProblems(graph, structure, prices)),
      ];
      const ok = !diagnostics.some(({ severity }) => severity === "error");
      const bounds = ok ? boundsPass(structure, (id) => itemCount(structure, types, id)) : null;
      const capabilities = ok ? granted.capabilities : null;
      const plan =
        bounds && capabilities
          ? emitPass({ graph, structure, conditions, types, capabilities, bounds, cache: emitCache })
          : null;
      return {
        plan,
        hash: plan?.hash ?? null,
        diagnostics,
        bounds,
        capabilities,
        scopes: new Map([...types].map(([id, of]) => [id, scopesOf(pass, id, of)])),
        outputs: new Map([...types].map(([id, { output }]) => [id, output])),
      };
    },

    bounds(graph, itemCounts) {
      if (compiler.compile(graph).plan === null || shape === null) return null;
      const { structure } = shape;
      return boundsPass(structure, (id) => itemCounts.get(id) ?? itemCount(structure, types, id));
    },
  };
  return compiler;
}

/** Whether what a step calls is still what it was when the node was parsed. */
function callsTheSame({ definition, config, called, tool }: ParsedNode, interfaces: Interfaces): boolean {
  if (definition?.usesTool !== undefined && config !== null) {
    const use = definition.usesTool(config);
    return interfaces.tool?.(use.server, use.tool)?.hash === tool?.hash;
  }
  if (definition?.calls === undefined || config === null) return true;
  const { workflow, version } = definition.calls(config);
  return (interfaces.get(workflow, version) ?? null) === called;
}

/** What rests on the wiring alone, and stays while only the inside of nodes changes. */
interface Shape {
  readonly edges: Graph["edges"];
  readonly structure: Structure;
  readonly visibility: Visibility;
  readonly conditions: Conditions;
  readonly ways: CertainWays;
  readonly before: CertainBefore;
  readonly proved: ProvedFields;
}

function newShape(graph: Graph, nodes: ReadonlyMap<string, ParsedNode>): Shape {
  const structure = structurePass(graph, nodes);
  return {
    edges: graph.edges,
    structure,
    visibility: new Visibility(structure),
    conditions: new Conditions(structure),
    ways: new CertainWays(structure),
    before: new CertainBefore(structure),
    proved: new WeakMap(),
  };
}

function sameShape(shape: Shape | null, graph: Graph, nodes: ReadonlyMap<string, ParsedNode>): Shape | null {
  if (shape === null || shape.edges !== graph.edges || shape.structure.nodes.size !== nodes.size) return null;
  for (const [id, parsed] of nodes) {
    const before = shape.structure.nodes.get(id);
    if (before === undefined || (before !== parsed && !isWiredAlike(before, parsed))) return null;
  }
  return { ...shape, structure: { ...shape.structure, nodes } };
}

/** Whether two versions of a node mean the same to everything around it, types apart. */
function isWiredAlike(a: ParsedNode, b: ParsedNode): boolean {
  const sameHandles = (x: readonly string[] | null, y: readonly string[] | null) =>
    x === y || (x !== null && y !== null && x.length === y.length && x.every((handle, at) => handle === y[at]));
  return (
    a.definition === b.definition &&
    a.node.parentId === b.node.parentId &&
    a.node.policy === b.node.policy &&
    a.node.join === b.node.join &&
    a.node.disabled === b.node.disabled &&
    sameHandles(a.inputs, b.inputs) &&
    sameHandles(a.outputs, b.outputs)
  );
}

/** Compiles one graph, whose shape was already checked (`parseGraph`). Never throws. */
export function compile(graph: Graph, options: CompileOptions): CompileResult {
  return createCompiler(options).compile(graph);
}

function typeDiagnostics(types: ReadonlyMap<string, NodeTypes>): readonly Diagnostic[] {
  const found: Diagnostic[] = [];
  for (const { analyses, diagnostics } of types.values()) {
    found.push(...diagnostics);
    for (const analysis of analyses) found.push(...analysis.diagnostics);
  }
  return found;
}

/** An empty field keeps nothing from running while its node is in no run. */
function ownDiagnostics(nodes: ReadonlyMap<string, ParsedNode>, { live, off }: Structure): readonly Diagnostic[] {
  const found: Diagnostic[] = [];
  for (const [id, { diagnostics }] of nodes) {
    for (const one of diagnostics) {
      const mayWait = one.code === "ORR_FIELD_EMPTY" && (!live.has(id) || off.has(id));
      found.push(mayWait ? { ...one, severity: "warning" } : one);
    }
  }
  return found;
}

/** What is wrong with the expressions of a node that is switched off keeps nothing from running. */
function ofWhatIsOff({ off }: Structure, diagnostics: readonly Diagnostic[]): readonly Diagnostic[] {
  if (off.size === 0) return diagnostics;
  return diagnostics.map((found) =>
    found.severity === "error" && found.nodeId !== undefined && off.has(found.nodeId)
      ? { ...found, severity: "warning" }
      : found,
  );
}

/** Of what is in no run only the syntax can be told. */
function leftOutFields({ nodes, live }: Structure): readonly Diagnostic[] {
  return [...nodes].flatMap(([id, { fields }]) =>
    live.has(id) ? [] : fields.flatMap((field) => readField(id, field)),
  );
}

function scopesOf(pass: TypesPass, nodeId: string, { itemVariable }: NodeTypes) {
  return {
    node: pass.scope({ nodeId, where: "node" }),
    iteration: itemVariable === null ? null : pass.scope({ nodeId, where: "iteration" }),
  };
}

function itemCount(structure: Structure, types: ReadonlyMap<string, NodeTypes>, id: string): number | null {
  const parsed = structure.nodes.get(id);
  const container = parsed?.definition?.traits.container;
  if (!parsed?.config || container === undefined) return null;
  if (container.kind === "loop") return asCount(parsed.config[container.maxIterationsField]);
  const field = container.itemsField;
  const analysis = types.get(id)?.analyses.find((found) => found.field.path === field);
  return literalCount(parsed.config[field], analysis?.type);
}

/** Nodes that are gone take what was kept about them along. */
function forget(nodes: ReadonlyMap<string, ParsedNode>, typeCache: TypeCache, emitCache: EmitCache): void {
  for (const id of typeCache.nodes.keys()) {
    if (nodes.has(id)) continue;
    typeCache.nodes.delete(id);
    emitCache.nodes.delete(id);
    for (const key of typeCache.fields.keys()) if (key.startsWith(`${id} `)) typeCache.fields.delete(key);
  }
}
