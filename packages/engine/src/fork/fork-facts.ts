import type { Plan, PlanNode } from "@orrery/plan";
import type { ForkRequest } from "../events.ts";
import { type PlanIndex, visibleStepKey } from "../plan-index.ts";
import type { RunState, StepRecord } from "../state/run-state.ts";
import { childKey, containerOf, nodeIdOf, scopeKeyOf } from "../step-key.ts";

/** Two plans and the run that is forked: what stays true between them. */
export interface ForkSource {
  /** The run that is forked, folded up to where the fork begins. */
  readonly from: RunState;
  readonly oldPlan: Pick<Plan, "nodes" | "edges">;
  readonly plan: Pick<Plan, "nodes" | "edges">;
  readonly request: ForkRequest;
}

/** Answers what may be kept, against the state of the new run as far as it has come. */
export class ForkFacts {
  readonly source: ForkSource;
  readonly #index: PlanIndex;
  readonly #state: RunState;
  readonly #old: ReadonlyMap<string, PlanNode>;
  readonly #new: ReadonlyMap<string, PlanNode>;
  readonly #rerun: ReadonlySet<string>;

  constructor(source: ForkSource, state: RunState) {
    this.source = source;
    this.#state = state;
    this.#index = state.index;
    this.#old = new Map(source.oldPlan.nodes.map((node) => [node.id, node]));
    this.#new = new Map(source.plan.nodes.map((node) => [node.id, node]));
    this.#rerun = new Set(source.request.rerun);
  }

  /** The old record of a step that may be kept as it ended; null where it has to be made again. */
  keptStep(stepKey: string): StepRecord | null {
    const old = this.source.from.steps.get(stepKey);
    if (old === undefined || !endedUsably(old) || this.#wasUndone(old)) return null;
    const scopeKey = scopeKeyOf(stepKey);
    // A mock is no result: what was pinned then and is not now has to be worked out.
    if (old.reused === "pin" && !this.#isSamePin(old.nodeId)) return null;
    const signals = this.#new.get(nodeIdOf(stepKey))?.signals ?? [];
    const isAnswered = signals.every((id) => this.#wasCalled(scopeKey, id));
    const isAsIs = this.source.request.asIs === true && !this.#isRerun(stepKey);
    return isAnswered && (isAsIs || this.isUnchanged(stepKey)) ? old : null;
  }

  /** Addresses are a run's own: whoever was given one that was not called yet has to be given the new run's. */
  #wasCalled(scopeKey: string, nodeId: string): boolean {
    const key = visibleStepKey(this.#index, scopeKey, nodeId);
    if (key === null || !this.isSameNode(nodeId) || this.#isRerun(key)) return false;
    return this.source.from.steps.get(key)?.status === "succeeded";
  }

  /** Whether the step is the same node with the same inputs, and nobody asked for it to be made again. */
  isUnchanged(stepKey: string): boolean {
    const nodeId = nodeIdOf(stepKey);
    const node = this.#new.get(nodeId);
    if (node === undefined || !this.isSameNode(nodeId) || this.#isRerun(stepKey)) return false;
    if (node.role === "entry" && !this.#hasSameInput(stepKey)) return false;
    const scopeKey = scopeKeyOf(stepKey);
    const isSame = (id: string): boolean => this.#readsSame(scopeKey, id);
    const tools = this.#toolsOf(node);
    if (!tools.every(({ id }) => this.isSameNode(id))) return false;
    const reads = [node, ...tools].flatMap((one) => one.reads);
    return this.#sourcesOf(node, scopeKey).every(isSame) && reads.every(isSame);
  }

  /** What the node may call, and what that may call in turn: its answer may follow from any of it. */
  #toolsOf(node: PlanNode): readonly PlanNode[] {
    const found = new Map<string, PlanNode>();
    const add = ({ tools = {} }: PlanNode): void => {
      for (const id of Object.keys(tools)) {
        const tool = this.#new.get(id);
        if (tool === undefined || found.has(id)) continue;
        found.set(id, tool);
        add(tool);
      }
    };
    add(node);
    return [...found.values()];
  }

  isSameNode(nodeId: string): boolean {
    const hash = this.#new.get(nodeId)?.nodeHash;
    return hash !== undefined && hash === this.#old.get(nodeId)?.nodeHash && this.#isSamePin(nodeId);
  }

  /** Whether the node's output is pinned in both runs to the same value, or in neither. */
  #isSamePin(nodeId: string): boolean {
    const before = this.source.from.control.pins.get(nodeId);
    const now = this.#state.control.pins.get(nodeId);
    return before?.output.id === now?.output.id && before?.handle === now?.handle;
  }

  /** Whether everything that stands in a container means the same, seen from where the container lies. */
  isSameInside(containerKey: string): boolean {
    const containerId = nodeIdOf(containerKey);
    const inside = within(this.source.plan.nodes, containerId);
    const before = within(this.source.oldPlan.nodes, containerId);
    if (inside.size !== before.size) return false;
    const scopeKey = scopeKeyOf(containerKey);
    const isSame = [...inside].every(
      (id) =>
        this.isSameNode(id) &&
        (this.#new.get(id)?.signals ?? []).every((wait) => inside.has(wait) || this.#wasCalled(scopeKey, wait)) &&
        (this.#new.get(id)?.reads ?? []).every(
          (name) => inside.has(name) || name === containerId || this.#readsSame(scopeKey, name),
        ),
    );
    return isSame && edgesIn(this.source.plan.edges, inside) === edgesIn(this.source.oldPlan.edges, before);
  }

  /** Whether something in this iteration is to be made again, or is given by a person. */
  isTouched(iterationKey: string): boolean {
    const isInside = (key: string): boolean => key.startsWith(`${iterationKey}/`);
    if (this.#isRerun(iterationKey)) return true;
    return this.source.request.rerun.some(isInside) || this.source.request.outputs.some((o) => isInside(o.stepKey));
  }

  /** The step itself, or a container that it lies in. */
  #isRerun(key: string): boolean {
    if (this.#rerun.size === 0) return false;
    for (let at = key; ; ) {
      if (this.#rerun.has(at)) return true;
      const around = containerOf(scopeKeyOf(at));
      if (around === null) return false;
      at = around.containerKey;
    }
  }

  #hasSameInput(stepKey: string): boolean {
    const before = this.source.from.started;
    const now = this.#state.started;
    const wasEntry = this.source.from.steps.get(stepKey)?.status === "succeeded";
    return before !== null && now !== null && wasEntry && before.input.id === now.input.id;
  }

  /** Under `any` and a quorum those that have not ended have no part in it. */
  #sourcesOf(node: PlanNode, scopeKey: string): string[] {
    const sources = this.source.plan.edges.filter((edge) => edge.target === node.id).map((edge) => edge.source);
    if (node.join === "all") return sources;
    return sources.filter((id) => this.#state.steps.get(childKey(scopeKey, id))?.endedAt != null);
  }

  /** Whether a name gives the same in both runs: the same end with the same value, or skipped in both. */
  #readsSame(scopeKey: string, nodeId: string): boolean {
    if (encloses(scopeKey, nodeId)) return true;
    const key = visibleStepKey(this.#index, scopeKey, nodeId);
    const now = key === null ? undefined : this.#state.steps.get(key);
    const before = key === null ? undefined : this.source.from.steps.get(key);
    if (now === undefined || before === undefined || now.endedAt === null) return false;
    if (now.status !== before.status) return false;
    return now.output?.id === before.output?.id && now.error?.value?.id === before.error?.value?.id;
  }

  /** What was undone is not there any more. */
  #wasUndone(step: StepRecord): boolean {
    const undo = this.#old.get(step.nodeId)?.policy.undo;
    return undo !== undefined && this.source.from.steps.has(childKey(step.scopeKey, undo));
  }
}

function endedUsably({ status, handled, attempt, reused }: StepRecord): boolean {
  if (status === "succeeded") return true;
  // What never began, because its join could not be met, is joined anew.
  return status === "failed" && handled !== null && handled !== "fail" && (attempt > 0 || reused !== null);
}

function encloses(scopeKey: string, nodeId: string): boolean {
  for (let at = containerOf(scopeKey); at !== null; at = containerOf(scopeKeyOf(at.containerKey)))
    if (nodeIdOf(at.containerKey) === nodeId) return true;
  return false;
}

/** The ids of all nodes in a container, at any depth; plans hold containers before their children. */
function within(nodes: readonly PlanNode[], containerId: string): ReadonlySet<string> {
  const inside = new Set<string>();
  for (const { id, parentId } of nodes)
    if (parentId !== null && (parentId === containerId || inside.has(parentId))) inside.add(id);
  return inside;
}

function edgesIn(edges: Plan["edges"], nodes: ReadonlySet<string>): string {
  const inside = edges.filter((edge) => nodes.has(edge.target));
  return inside
    .map(({ source, sourceHandle, target }) => `${source}.${sourceHandle} ${target}`)
    .toSorted()
    .join("\n");
}
