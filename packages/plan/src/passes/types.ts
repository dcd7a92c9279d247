import type { ExprType, Scope, ScopeVariable } from "@orrery/expr";
import { alternativesOf, anyType, numberType, typesEqual, unionOf } from "@orrery/expr";
import { type ContainerTrait, stepError } from "@orrery/node-kit";
import { boundedType } from "../bounded-type.ts";
import type { Diagnostic } from "../plan.ts";
import { ScopeView } from "../scope-view.ts";
import { analyzeField, type FieldAnalysis } from "./analyze-field.ts";
import { CALL, callVariable } from "./call-variable.ts";
import { defaultCollect } from "./default-collect.ts";
import type { ExpressionField, ParsedNode } from "./parse.ts";
import { RUN, type RunVariables, runVariable, signalsFor } from "./run-variable.ts";
import type { Structure } from "./structure.ts";
import type { Position, Visibility } from "./visibility.ts";

/** What one compilation learned of a node's types, kept for the next one. */
export interface NodeTypes {
  readonly analyses: readonly FieldAnalysis[];
  readonly output: ExprType;
  readonly variable: ScopeVariable;
  /** Inside a container: `.item` or `.state`, and `.index`. */
  readonly itemVariable: ScopeVariable | null;
  /** What a container gives for each iteration where its config does not say. */
  readonly collect: string | null;
  readonly diagnostics: readonly Diagnostic[];
}

interface KeptField {
  readonly value: unknown;
  /** What the names that were asked for meant. The analysis holds as long as all of them mean the same. */
  readonly asked: ReadonlyMap<string, ScopeVariable | undefined>;
  readonly analysis: FieldAnalysis;
}

interface KeptNode {
  readonly parsed: ParsedNode;
  readonly fieldTypes: readonly ExprType[];
  readonly types: NodeTypes;
}

type Trait<K extends ContainerTrait["kind"]> = Extract<ContainerTrait, { kind: K }>;

interface Container {
  readonly id: string;
  readonly parsed: ParsedNode;
  /** Its fields outside of the iterations. */
  readonly own: readonly FieldAnalysis[];
  readonly kept: ScopeVariable | null;
}

/** What is learned inside a container, beside the types of its children. */
interface Inside {
  readonly itemVariable: ScopeVariable | null;
  readonly collect: string | null;
  /** Of what an iteration gives. */
  readonly collected: ExprType;
  readonly analyses: readonly FieldAnalysis[];
  readonly problems: readonly Diagnostic[];
}

const OUTSIDE: Inside = { itemVariable: null, collect: null, collected: anyType, analyses: [], problems: [] };

/** A loop that widens its state is gone through up to three times, one in it up to nine; further in, a state is any. */
const MAX_WIDENED = 2;

/** What is kept between compilations: per field by text and by what its names mean, per node by its fields' types. */
export class TypeCache {
  readonly fields = new Map<string, KeptField>();
  readonly nodes = new Map<string, KeptNode>();
  readonly runs: RunVariables = new Map();
  /** By tool: what `call` means in it. */
  readonly calls = new Map<string, ScopeVariable>();
}

const unreadable: ScopeVariable = { output: anyType, error: anyType };

/** Pass 4: the type of every field and output, sources before targets, containers around their children. */
export class TypesPass {
  readonly types = new Map<string, NodeTypes>();
  readonly #structure: Structure;
  readonly #visibility: Visibility;
  readonly #cache: TypeCache;
  readonly #items = new Map<string, ScopeVariable>();

  constructor(structure: Structure, visibility: Visibility, cache: TypeCache) {
    this.#structure = structure;
    this.#visibility = visibility;
    this.#cache = cache;
  }

  run(): void {
    this.#level(null);
  }

  /** For the editor: what may be read at a position, and nothing else. */
  scope(position: Position): Scope {
    return new ScopeView(
      () => this.#names(position),
      (name) => {
        if (name === RUN) return this.#run(position);
        if (name === CALL) return this.#call(position);
        const relation = this.#visibility.relation(name, position);
        if (relation === "before") return this.types.get(name)?.variable;
        return relation === "item" ? this.#items.get(name) : undefined;
      },
    );
  }

  #level(parentId: string | null): void {
    for (const id of this.#structure.levels.get(parentId)?.order ?? []) {
      const parsed = this.#structure.nodes.get(id);
      if (parsed) this.types.set(id, this.#node(id, parsed));
    }
  }

  #node(id: string, parsed: ParsedNode): NodeTypes {
    const kept = this.#cache.nodes.get(id);
    const own = parsed.fields.filter((field) => field.spec.inIteration !== true);
    const analyses = own.map((field) => this.#field(id, field, "node"));
    const container = parsed.definition?.traits.container;
    let inside: Inside = OUTSIDE;
    if (container !== undefined && parsed.config !== null) {
      const about = { id, parsed, own: analyses, kept: kept?.types.itemVariable ?? null };
      inside = container.kind === "each" ? this.#each(container, about) : this.#loop(container, about);
    }
    const { collect, itemVariable, collected, problems } = inside;
    analyses.push(...inside.analyses);
    const fieldTypes = [...analyses.map((analysis) => analysis.type), collected];
    const unchanged = kept?.parsed === parsed && sameTypes(kept.fieldTypes, fieldTypes);
    const output = unchanged ? kept.types.output : same(outputType(parsed, analyses, collected), kept?.types.output);
    const variable = sameVariable(variableOf(parsed, output), kept?.types.variable);
    const types = { analyses, output, variable, itemVariable, collect, diagnostics: problems };
    this.#cache.nodes.set(id, { parsed, fieldTypes, types });
    return types;
  }

  #each(container: Trait<"each">, { id, parsed, own, kept }: Container): Inside {
    const itemVariable = sameItem(kept, "item", itemType(typeOf(own, container.itemsField)));
    this.#items.set(id, itemVariable);
    this.#level(id);
    const said = parsed.fields.filter((field) => field.spec.inIteration === true);
    const isSaid = parsed.config?.[container.collectField] !== undefined;
    const found = isSaid ? null : defaultCollect(id, container.collectField, this.#structure);
    const collect = found?.ok ? found.collect : null;
    const problems = found === null || found.ok ? [] : [found.diagnostic];
    const spec = parsed.definition?.fields.find((field) => field.path === container.collectField);
    const implied = spec && collect !== null ? [{ spec, path: spec.path, value: collect }] : [];
    const analyses = [...said, ...implied].map((field) => this.#field(id, field, "iteration"));
    return { itemVariable, collect, collected: typeOf(analyses, container.collectField), analyses, problems };
  }

  /** The state has the type that the loop begins with, widened once by that of `next`; if that is not enough, any. */
  #loop(container: Trait<"loop">, { id, parsed, own, kept }: Container): Inside {
    const said = parsed.fields.filter((field) => field.spec.inIteration === true);
    const look = (state: ExprType): Inside => {
      const itemVariable = sameItem(kept, "state", state);
      this.#items.set(id, itemVariable);
      this.#level(id);
      const analyses = said.map((field) => this.#field(id, field, "iteration"));
      return { itemVariable, collect: null, collected: state, analyses, problems: [] };
    };
    const wider = (state: ExprType, { analyses }: Inside) =>
      boundedType(unionOf(state, typeOf(analyses, container.nextField)));
    if (this.#loopDepth(id) > MAX_WIDENED) return look(anyType);
    const first = typeOf(own, container.initialField);
    const once = look(first);
    const widened = wider(first, once);
    if (typesEqual(widened, first)) return once;
    const twice = look(widened);
    return typesEqual(wider(widened, twice), widened) ? twice : look(anyType);
  }

  /** How many loops a loop lies in, itself counted. */
  #loopDepth(id: string): number {
    let depth = 0;
    for (let at: string | undefined = id; at !== undefined; ) {
      const around = this.#structure.nodes.get(at);
      if (around?.definition?.traits.container?.kind === "loop") depth += 1;
      at = around?.node.parentId;
    }
    return depth;
  }

  #field(nodeId: string, field: ExpressionField, where: Position["where"]): FieldAnalysis {
    const position = { nodeId, where };
    const key = `${nodeId} ${field.path}`;
    const kept = this.#cache.fields.get(key);
    if (kept && kept.value === field.value && kept.analysis.field.spec === field.spec) {
      let same = true;
      for (const [name, variable] of kept.asked) same &&= this.#find(name, position) === variable;
      if (same) return kept.analysis;
    }
    const asked = new Map<string, ScopeVariable | undefined>();
    let listed = false;
    const names = () => {
      listed = true;
      return this.#names(position);
    };
    const scope = new ScopeView(names, (name) => {
      const variable = this.#find(name, position);
      asked.set(name, variable);
      return variable;
    });
    const analysis = settled(analyzeField(nodeId, field, scope), kept?.analysis.type);
    if (listed) this.#cache.fields.delete(key);
    else this.#cache.fields.set(key, { value: field.value, asked, analysis });
    return analysis;
  }

  /** Every name that can be read here; the run's where it says anything. */
  *#names(position: Position): Iterable<string> {
    yield* this.#visibility.readable(position);
    if (signalsFor(position.nodeId, this.#structure).length > 0) yield RUN;
    if (this.#structure.toolbox.callerOf.has(position.nodeId)) yield CALL;
  }

  /** Inside a tool: what it is called with. Elsewhere there is no such name. */
  #call({ nodeId }: Position): ScopeVariable | undefined {
    const variable = callVariable(nodeId, this.#structure, this.#cache.calls.get(nodeId));
    if (variable !== undefined) this.#cache.calls.set(nodeId, variable);
    return variable;
  }

  #run({ nodeId }: Position): ScopeVariable {
    return runVariable(signalsFor(nodeId, this.#structure), this.#cache.runs);
  }

  /** What a name means here. One that may not be read is `any`: why it may not is told by the assignment pass. */
  #find(name: string, position: Position): ScopeVariable | undefined {
    if (name === RUN) return this.#run(position);
    if (name === CALL) return this.#call(position);
    switch (this.#visibility.relation(name, position)) {
      case "before":
        return this.types.get(name)?.variable ?? unreadable;
      case "item":
        return this.#items.get(name) ?? unreadable;
      case "unknown":
        return undefined;
      default:
        return unreadable;
    }
  }
}

function typeOf(analyses: readonly FieldAnalysis[], path: string): ExprType {
  return analyses.find((analysis) => analysis.field.path === path)?.type ?? anyType;
}

function outputType(
  { definition, config, called, tool }: ParsedNode,
  analyses: readonly FieldAnalysis[],
  collected: ExprType,
) {
  if (definition === null || config === null) return anyType;
  return boundedType(
    definition.output({
      config,
      typeOf: (path) => typeOf(analyses, path),
      collected,
      ...(called !== null && { called: called.output }),
      ...(tool !== null && { tool }),
    }),
  );
}

function variableOf({ policy }: ParsedNode, output: ExprType): ScopeVariable {
  return policy.onError === "fail" ? { output } : { output, error: stepError };
}

/** A type that means what it meant before is the one from before: what rests on it need not be looked at again. */
function same(type: ExprType, before: ExprType | undefined): ExprType {
  return before !== undefined && typesEqual(type, before) ? before : type;
}

function settled(analysis: FieldAnalysis, before: ExprType | undefined): FieldAnalysis {
  const type = same(analysis.type, before);
  return type === analysis.type ? analysis : { ...analysis, type };
}

function sameVariable(variable: ScopeVariable, before: ScopeVariable | undefined): ScopeVariable {
  return before && before.output === variable.output && before.error === variable.error ? before : variable;
}

/** The same variable as before where its member has the same type, so that what was learned inside stays known. */
function sameItem(kept: ScopeVariable | null, name: "item" | "state", type: ExprType): ScopeVariable {
  const known = kept?.output?.kind === "object" ? kept.output.properties[name]?.type : undefined;
  if (kept && known && (known === type || typesEqual(known, type))) return kept;
  const properties = {
    [name]: { type, optional: false },
    index: { type: numberType, optional: false },
  };
  return { output: { kind: "object", properties, open: false } };
}

/** Where it may be one list or another, an item is one of either. */
function itemType(type: ExprType): ExprType {
  if (type.kind === "list") return type.items;
  return unionOf(...alternativesOf(type).map((one) => (one.kind === "list" ? one.items : anyType)));
}

function sameTypes(a: readonly ExprType[], b: readonly ExprType[]): boolean {
  return a.length === b.length && a.every((type, index) => type === b[index]);
}
