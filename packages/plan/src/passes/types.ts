import type { ExprType, Scope, ScopeVariable } from "@orrery/expr";
import { alternativesOf, anyType, numberType, typesEqual, unionOf } from "@orrery/expr";
import { stepError } from "@orrery/node-kit";
import { boundedType } from "../bounded-type.ts";
import type { Diagnostic } from "../plan.ts";
import { ScopeView } from "../scope-view.ts";
import { analyzeField, type FieldAnalysis } from "./analyze-field.ts";
import { defaultCollect } from "./default-collect.ts";
import type { ExpressionField, ParsedNode } from "./parse.ts";
import type { Structure } from "./structure.ts";
import type { Position, Visibility } from "./visibility.ts";

/** What one compilation learned of a node's types, kept for the next one. */
export interface NodeTypes {
  readonly analyses: readonly FieldAnalysis[];
  readonly output: ExprType;
  readonly variable: ScopeVariable;
  /** Inside a container: `.item` and `.index`. */
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

/** What is kept between compilations: per field by text and by what its names mean, per node by its fields' types. */
export class TypeCache {
  readonly fields = new Map<string, KeptField>();
  readonly nodes = new Map<string, KeptNode>();
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
      () => this.#visibility.readable(position),
      (name) => {
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
    let collect: string | null = null;
    let itemVariable: ScopeVariable | null = null;
    let collected: ExprType = anyType;
    const problems: Diagnostic[] = [];
    if (container && parsed.config) {
      const items = analyses.find((analysis) => analysis.field.path === container.itemsField)?.type ?? anyType;
      itemVariable = sameItem(kept?.types.itemVariable, items);
      this.#items.set(id, itemVariable);
      this.#level(id);
      const said = parsed.fields.filter((field) => field.spec.inIteration === true);
      if (parsed.config[container.collectField] === undefined) {
        const found = defaultCollect(id, container.collectField, this.#structure);
        if (found.ok) collect = found.collect;
        else problems.push(found.diagnostic);
      }
      const spec = parsed.definition?.fields.find((field) => field.path === container.collectField);
      const implied = spec && collect !== null ? [{ spec, path: spec.path, value: collect }] : [];
      const inside = [...said, ...implied].map((field) => this.#field(id, field, "iteration"));
      collected = inside.find((analysis) => analysis.field.path === container.collectField)?.type ?? anyType;
      analyses.push(...inside);
    }
    const fieldTypes = [...analyses.map((analysis) => analysis.type), collected];
    const unchanged = kept?.parsed === parsed && sameTypes(kept.fieldTypes, fieldTypes);
    const output = unchanged ? kept.types.output : same(outputType(parsed, analyses, collected), kept?.types.output);
    const variable = sameVariable(variableOf(parsed, output), kept?.types.variable);
    const types = { analyses, output, variable, itemVariable, collect, diagnostics: problems };
    this.#cache.nodes.set(id, { parsed, fieldTypes, types });
    return types;
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
      return this.#visibility.readable(position);
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

  /** What a name means here. One that may not be read is `any`: why it may not is told by the assignment pass. */
  #find(name: string, position: Position): ScopeVariable | undefined {
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

function outputType(parsed: ParsedNode, analyses: readonly FieldAnalysis[], collected: ExprType): ExprType {
  if (parsed.definition === null || parsed.config === null) return anyType;
  const typeOf = (path: string) => analyses.find((analysis) => analysis.field.path === path)?.type ?? anyType;
  return boundedType(parsed.definition.output({ config: parsed.config, typeOf, collected }));
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

/** The same variable as before where the items have the same type, so that what was learned inside stays known. */
function sameItem(kept: ScopeVariable | null | undefined, items: ExprType): ScopeVariable {
  const item = itemType(items);
  const known = kept?.output?.kind === "object" ? kept.output.properties.item?.type : undefined;
  if (kept && known && (known === item || typesEqual(known, item))) return kept;
  const properties = {
    item: { type: item, optional: false },
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
