import { hasExpression, nearestName, typeFromJsonSchema } from "@orrery/expr";
import { explainIssues, type GraphNode, type Json, type JsonObject } from "@orrery/graph";
import type { Capabilities, Catalog, Effect, FieldSpec, NodeDefinition, ToolFace } from "@orrery/node-kit";
import { canonicalJson } from "../canonical-json.ts";
import type { Diagnostic, PlanJoin, PlanPolicy } from "../plan.ts";
import { valuesAt } from "../values-at.ts";
import { type Interfaces, noInterfaces, type WorkflowFace } from "../workflow-face.ts";
import { readCall } from "./call.ts";
import { planJoin } from "./join-of.ts";
import { planPolicy } from "./plan-policy.ts";
import { policyProblems } from "./policy-problems.ts";
import { readTool } from "./tool.ts";

/** One field of a config that may hold expressions, with its concrete path. */
export interface ExpressionField {
  readonly spec: FieldSpec;
  readonly path: string;
  readonly value: Json;
}

/** All that one node says by itself. Made once for each version of a node, and never changed. */
export interface ParsedNode {
  readonly node: GraphNode;
  /** Null where the type is not known here; `config` is null where it does not fit its schema. */
  readonly definition: NodeDefinition | null;
  readonly config: JsonObject | null;
  readonly fields: readonly ExpressionField[];
  /** Null where only a valid config would tell. `outputs` without `error`. */
  readonly inputs: readonly string[] | null;
  readonly outputs: readonly string[] | null;
  readonly effect: Effect;
  readonly policy: PlanPolicy;
  readonly join: PlanJoin;
  readonly capabilities: Partial<Capabilities>;
  /** Of a step that calls a workflow: what that shows. Null where it calls none, or one that is not there. */
  readonly called: WorkflowFace | null;
  /** Of a step that calls a tool of a server outside: that tool as it was approved. Null where it calls none, or one that is not. */
  readonly tool: ToolFace | null;
  /** Canonical JSON of what decides the node's behaviour. */
  readonly canonical: string;
  readonly diagnostics: readonly Diagnostic[];
}

/** Stands for "nothing" by identity, so that the pass that collects them can skip it. */
export const noCapabilities: Partial<Capabilities> = {};

/** Pass 1: a node's type, its config against the type's schema with defaults filled in, its policy. */
export function parseNode(node: GraphNode, catalog: Catalog, interfaces: Interfaces = noInterfaces): ParsedNode {
  const policy = planPolicy(node.policy);
  const join = planJoin(node.join);
  const shared = { node, policy, join, diagnostics: [] as Diagnostic[] };
  const nothing = {
    config: null,
    fields: [],
    inputs: null,
    outputs: null,
    effect: "pure",
    capabilities: {},
    called: null,
    tool: null,
    canonical: "",
  } as const;
  const definition = catalog.get(node.type);
  if (definition === undefined) {
    shared.diagnostics.push(unknownType(node, catalog));
    return { ...shared, ...nothing, definition: null };
  }
  if (node.typeVersion !== undefined && node.typeVersion !== definition.typeVersion) {
    const message = `“${node.id}” uses version ${node.typeVersion} of ${definition.title}; this engine has version ${definition.typeVersion}.`;
    shared.diagnostics.push({
      code: "ORR_TYPE_VERSION",
      severity: "error",
      message,
      nodeId: node.id,
      field: "typeVersion",
    });
  }
  const parsed = definition.config.safeParse(node.config);
  if (!parsed.success) {
    const required = new Set(definition.fields.filter((field) => field.required).map((field) => field.path));
    for (const { path, problem, code } of explainIssues(parsed.error.issues, node.config)) {
      const field = path.join(".");
      const missing = required.has(field) && node.config[field] === undefined;
      shared.diagnostics.push(
        missing ? emptyField(node, definition, field) : configProblem(node, code, field, problem),
      );
    }
    return { ...shared, ...nothing, definition };
  }
  const config = parsed.data;
  shared.diagnostics.push(...emptyFields(node, definition, config), ...ownChecks(node, definition, config));
  const use = definition.usesTool?.(config);
  const { tool, problems: toolProblems } = readTool(node, use, interfaces);
  const effect = definition.effect(config, tool ?? undefined);
  const call = definition.calls?.(config);
  const { called, problems } = readCall(node, call, interfaces);
  shared.diagnostics.push(...problems, ...toolProblems);
  shared.diagnostics.push(...policyProblems(node, definition, effect));
  const { id, type, parentId = null } = node;
  const typeVersion = definition.typeVersion;
  const isOff = node.disabled === true;
  return {
    ...shared,
    definition,
    config,
    called,
    tool,
    fields: expressionFields(definition, config).map((field) =>
      use === undefined
        ? expects(field, call?.inputField, called?.inputSchema)
        : expects(field, use.argsField, tool?.inputSchema),
    ),
    inputs: definition.inputs(config).map((handle) => handle.id),
    outputs: definition.outputs(config).map((handle) => handle.id),
    effect,
    capabilities: (isOff ? undefined : definition.capabilities?.(config, tool ?? undefined)) ?? noCapabilities,
    canonical: withTool(
      withCalled(canonicalNode({ id, type, typeVersion, parentId, config, policy, join, isOff }), called),
      tool,
    ),
  };
}

/** A step that calls a workflow means what that means. */
function withCalled(canonical: string, called: WorkflowFace | null): string {
  return called === null ? canonical : `{"called":${JSON.stringify(called.planHash)},"node":${canonical}}`;
}

/** A step that calls a tool means that tool as it was approved. */
function withTool(canonical: string, tool: ToolFace | null): string {
  return tool === null ? canonical : `{"node":${canonical},"tool":${JSON.stringify(tool.hash)}}`;
}

/** What a step gives to a workflow or a tool has to fit what that takes. */
function expects(
  field: ExpressionField,
  path: string | undefined,
  schema: JsonObject | null | undefined,
): ExpressionField {
  if (path !== field.path || schema == null) return field;
  return { ...field, spec: { ...field.spec, expects: typeFromJsonSchema(schema) } };
}

/** What decides a node's behaviour, as `canonicalJson` writes it; the policy, which most nodes share, is written once. */
function canonicalNode(of: {
  readonly id: string;
  readonly type: string;
  readonly typeVersion: number;
  readonly parentId: string | null;
  readonly config: JsonObject;
  readonly policy: PlanPolicy;
  readonly join: PlanJoin;
  readonly isOff: boolean;
}): string {
  const config = canonicalJson(of.config);
  const off = of.isOff ? `"disabled":true,` : "";
  const join = canonicalJson(of.join);
  const id = JSON.stringify(of.id);
  const parentId = JSON.stringify(of.parentId);
  const type = JSON.stringify(of.type);
  return `{"config":${config},${off}"id":${id},"join":${join},"parentId":${parentId},"policy":${canonicalPolicy(of.policy)},"type":${type},"typeVersion":${of.typeVersion}}`;
}

const policyTexts = new WeakMap<PlanPolicy, string>();

function canonicalPolicy(policy: PlanPolicy): string {
  const known = policyTexts.get(policy);
  if (known !== undefined) return known;
  const text = canonicalJson(policy);
  policyTexts.set(policy, text);
  return text;
}

function unknownType(node: GraphNode, catalog: Catalog): Diagnostic {
  const place = { severity: "error", nodeId: node.id, field: "type" } as const;
  const type = JSON.stringify(node.type.slice(0, 64));
  const near = nearestName(
    node.type,
    catalog.types.map(({ type: known }) => known),
  );
  const hint = near === undefined ? "Choose one from the palette." : `Did you mean "${near}"?`;
  return {
    code: "ORR_UNKNOWN_TYPE",
    message: `“${node.id}” has the type ${type}, which does not exist. ${hint}`,
    ...place,
  };
}

function configProblem(node: GraphNode, code: string, field: string, problem: string): Diagnostic {
  const message = `${field === "" ? "The settings" : field} of “${node.id}” ${problem}.`;
  return { code: code === "ORR_UNKNOWN_KEY" ? code : "ORR_CONFIG", severity: "error", message, nodeId: node.id, field };
}

function emptyField(node: GraphNode, definition: NodeDefinition, path: string): Diagnostic {
  const label = definition.fields.find((field) => samePath(field.path, path))?.label ?? path;
  const message = `“${label}” of “${node.id}” is empty. Fill it in.`;
  return { code: "ORR_FIELD_EMPTY", severity: "error", message, nodeId: node.id, field: path };
}

function samePath(pattern: string, path: string): boolean {
  const parts = path.split(".");
  return (
    pattern.split(".").length === parts.length &&
    pattern.split(".").every((part, at) => part === "*" || part === parts[at])
  );
}

function emptyFields(node: GraphNode, definition: NodeDefinition, config: JsonObject): readonly Diagnostic[] {
  return fieldsOf(definition)
    .required.flatMap((field) => valuesAt(config, field.path))
    .filter(({ value }) => value === undefined || (typeof value === "string" && value.trim() === ""))
    .map(({ path }) => emptyField(node, definition, path));
}

function ownChecks(node: GraphNode, definition: NodeDefinition, config: JsonObject): readonly Diagnostic[] {
  return (definition.check?.(config) ?? []).map(({ path, code, message, severity = "error", onlyIfOn }) => ({
    code,
    severity: onlyIfOn === true && node.disabled === true ? "warning" : severity,
    message,
    nodeId: node.id,
    field: path,
  }));
}

/** Fields that may hold expressions and are set; all of them, since a literal has a type too. */
function expressionFields(definition: NodeDefinition, config: JsonObject): readonly ExpressionField[] {
  return fieldsOf(definition)
    .expression.flatMap((spec) => valuesAt(config, spec.path).map(({ path, value }) => ({ spec, path, value })))
    .filter((field): field is ExpressionField => field.value !== undefined && !isEmptyRequired(field));
}

interface FieldKinds {
  readonly required: readonly FieldSpec[];
  readonly expression: readonly FieldSpec[];
}

const fieldKinds = new WeakMap<NodeDefinition, FieldKinds>();

function fieldsOf(definition: NodeDefinition): FieldKinds {
  const known = fieldKinds.get(definition);
  if (known !== undefined) return known;
  const kinds = {
    required: definition.fields.filter((field) => field.required),
    expression: definition.fields.filter((field) => field.expression === true),
  };
  fieldKinds.set(definition, kinds);
  return kinds;
}

/** An empty required field is reported once, as empty. */
function isEmptyRequired({ spec, value }: { readonly spec: FieldSpec; readonly value: Json | undefined }): boolean {
  return spec.required === true && typeof value === "string" && value.trim() === "" && !hasExpression(value);
}
