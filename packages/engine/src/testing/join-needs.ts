import { indexPlan, type PlanIndex, type PlanNodeShape, type PlanShape } from "../plan-index.ts";
import { childKey, nodeIdOf, scopeKeyOf } from "../step-key.ts";

/** Says of a log's rows what a step needs before it, without `fold`. */
export class JoinNeeds {
  private readonly plan: PlanShape;
  private readonly index: PlanIndex;

  constructor(plan: PlanShape) {
    this.plan = plan;
    this.index = indexPlan(plan);
  }

  /**
   * The sources that should have ended before the step starts (or is passed by), or before it is skipped because they are
   * dead. None where a join that it only leads to has been met: it was skipped for that.
   */
  missing(key: string, kind: "met" | "dead", ended: ReadonlySet<string>): readonly string[] {
    const join = this.index.nodes.get(nodeIdOf(key))?.node.join ?? "all";
    const open = this.sources(key).filter((source) => !ended.has(source));
    if (kind === "met" && join !== "all" && this.isMet(key, ended)) return [];
    return kind === "dead" && this.joinsOf(key).some((target) => this.isMet(target, ended)) ? [] : open;
  }

  private isMet(key: string, ended: ReadonlySet<string>): boolean {
    const join = this.index.nodes.get(nodeIdOf(key))?.node.join ?? "all";
    const sources = this.sources(key);
    const quorum = join === "all" ? sources.length : join === "any" ? 1 : join.quorum;
    return sources.filter((source) => ended.has(source)).length >= Math.min(quorum, sources.length);
  }

  /** Edges, not steps: a source that leads here twice counts twice. */
  private sources(key: string): string[] {
    const nodeId = nodeIdOf(key);
    const edges = this.plan.edges.filter((edge) => edge.target === nodeId);
    return edges.map((edge) => childKey(scopeKeyOf(key), edge.source));
  }

  private joinsOf(key: string): string[] {
    const nodeId = nodeIdOf(key);
    const isLoserOf = ({ id }: PlanNodeShape) =>
      this.index.nodes.get(id)?.losers.some(({ node }) => node.id === nodeId);
    return this.plan.nodes.filter(isLoserOf).map(({ id }) => childKey(scopeKeyOf(key), id));
  }
}
