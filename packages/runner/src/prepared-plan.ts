import { indexPlan, type PlanIndex } from "@orrery/engine";
import { analyzeJson, anyType, type ReadRef, type Scope } from "@orrery/expr";
import type { Catalog, FieldSpec, NodeRuntime, Runtimes } from "@orrery/node-kit";
import type { Json, Plan, PlanContainer, PlanNode } from "@orrery/plan";

/** One place of a config that holds expressions. `path` has its `*` resolved: `["cases", 0, "when"]`. */
export interface PreparedField {
  readonly path: readonly (string | number)[];
  readonly spec: FieldSpec;
  readonly template: Json;
}

/** A template with the names that it reads. */
export interface PreparedTemplate {
  readonly template: Json;
  readonly reads: readonly ReadRef[];
}

/** What is evaluated of a container: before its iterations, and at the end of each. */
export type PreparedContainer =
  | { readonly kind: "each"; readonly items: PreparedTemplate; readonly collect: PreparedTemplate }
  | {
      readonly kind: "loop";
      readonly initial: PreparedTemplate;
      readonly next: PreparedTemplate;
      readonly until: PreparedTemplate;
      readonly maxIterations: number;
    };

export interface PreparedNode {
  readonly node: PlanNode;
  /** Absent for containers, and for types that this executor does not know. */
  readonly runtime: NodeRuntime | null;
  readonly fields: readonly PreparedField[];
  readonly lazyFields: readonly PreparedField[];
  /** What all its fields read, lazy ones included. */
  readonly reads: readonly ReadRef[];
  readonly container: PreparedContainer | null;
  /** What this one node may reach; never more than the plan grants. */
  readonly grants: {
    readonly hosts: readonly string[];
    readonly models: readonly string[];
    /** Handles of credentials. */
    readonly secrets: readonly string[];
    /** `scope/name`, and `scope/name:write`. */
    readonly namespaces: readonly string[];
    /** As `server/tool`. */
    readonly tools: readonly string[];
    /** Where tools are asked. Which of them is only known of a tool as it was approved, so these are the whole plan's. */
    readonly toolHosts: readonly string[];
  };
}

export interface PreparedPlan {
  readonly plan: Plan;
  readonly index: PlanIndex;
  readonly nodes: ReadonlyMap<string, PreparedNode>;
  /** The steps whose addresses some expression reads. */
  readonly signals: readonly string[];
}

/** Does, once a plan, everything about it that does not depend on a run. */
export function preparePlan(plan: Plan, catalog: Catalog, runtimes: Runtimes): PreparedPlan {
  // Only the names count here: every node may be meant, of any type. What may be read is the compiler's affair.
  const names = ["run", "call", ...plan.nodes.map(({ id }) => id)];
  const scope: Scope = { variables: new Map(names.map((name) => [name, { output: anyType, error: anyType }])) };
  const nodes = new Map(plan.nodes.map((node) => [node.id, prepareNode(plan, node, { catalog, runtimes, scope })]));
  const signals = [...new Set(plan.nodes.flatMap((node) => node.signals ?? []))];
  return { plan, index: indexPlan(plan), nodes, signals };
}

function prepareNode(
  plan: Plan,
  node: PlanNode,
  { catalog, runtimes, scope }: { readonly catalog: Catalog; readonly runtimes: Runtimes; readonly scope: Scope },
): PreparedNode {
  const definition = catalog.get(node.type);
  const isContainer = node.container !== null;
  const fields = isContainer
    ? []
    : (definition?.fields ?? [])
        .filter((spec) => spec.expression === true && spec.inIteration !== true)
        .flatMap((spec) => placesOf(node.config, spec));
  const granted = definition?.capabilities?.(node.config) ?? {};
  return {
    node,
    runtime: isContainer ? null : (runtimes.get(node.type) ?? null),
    fields: fields.filter((field) => field.spec.lazy !== true),
    lazyFields: fields.filter((field) => field.spec.lazy === true),
    reads: uniqueReads(
      fields.map((field) => field.template),
      scope,
    ),
    container: node.container === null ? null : prepareContainer(node.container, scope),
    grants: {
      hosts: within(granted.hosts, plan.capabilities.hosts),
      models: within(granted.models, plan.capabilities.models),
      secrets: within(granted.secrets, plan.capabilities.secrets),
      namespaces: within(granted.namespaces, plan.capabilities.namespaces),
      tools: within(granted.tools, plan.capabilities.tools),
      toolHosts: plan.capabilities.hosts,
    },
  };
}

function prepareContainer(container: PlanContainer, scope: Scope): PreparedContainer {
  const prepare = (template: Json) => prepareTemplate(template, scope);
  if (container.kind === "each")
    return { kind: "each", items: prepare(container.items), collect: prepare(container.collect) };
  const { kind, initial, next, until, maxIterations } = container;
  return { kind, initial: prepare(initial), next: prepare(next), until: prepare(until), maxIterations };
}

function prepareTemplate(template: Json, scope: Scope): PreparedTemplate {
  return { template, reads: uniqueReads([template], scope) };
}

function uniqueReads(templates: readonly Json[], scope: Scope): readonly ReadRef[] {
  return analyzeJson(templates, scope).reads;
}

function within(wanted: readonly string[] | undefined, granted: readonly string[]): readonly string[] {
  return (wanted ?? []).filter((name) => granted.includes(name));
}

/** Every place of `config` that the spec's path means and that holds something. */
function placesOf(config: Json, spec: FieldSpec): PreparedField[] {
  let places: { readonly path: readonly (string | number)[]; readonly value: Json }[] = [{ path: [], value: config }];
  for (const segment of spec.path.split(".")) {
    places = places.flatMap(({ path, value }) => {
      const all = segment === "*";
      if (Array.isArray(value)) {
        return value.flatMap((member: Json, i) =>
          all || String(i) === segment ? [{ path: [...path, i], value: member }] : [],
        );
      }
      if (typeof value !== "object" || value === null) return [];
      return Object.entries(value).flatMap(([name, member]) =>
        all || name === segment ? [{ path: [...path, name], value: member }] : [],
      );
    });
  }
  return places.map(({ path, value }) => ({ path, spec, template: value }));
}
