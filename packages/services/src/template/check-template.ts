import { type StrippedField, stripForTemplate, type TemplateNeed } from "@orrery/graph";
import { namedHosts, templateNeedsOf } from "@orrery/plan";
import { requirePermission } from "../actor.ts";
import { compileInWorkspace } from "../credential/compile-in-workspace.ts";
import type { ServiceContext } from "../service-context.ts";
import { readDraft } from "../workflow/read-draft.ts";
import { measuredDuration } from "./measured-duration.ts";

/** What a workflow would be as a template, before it is saved as one. */
export interface TemplateCheck {
  readonly name: string;
  readonly description: string;
  /** What does not go along. */
  readonly stripped: readonly StrippedField[];
  readonly needs: readonly TemplateNeed[];
  /** Who is asked over the network, beside models. */
  readonly hosts: readonly string[];
  /** How long runs of it took; empty where none has succeeded. */
  readonly duration: string;
  /** How many errors its draft has: whoever uses it has to mend them. */
  readonly errors: number;
}

/** Looks at the draft of a workflow as a template: what is left out of it, what it needs. Throws `NOT_FOUND`. */
export async function checkTemplate({
  ctx,
  input,
}: {
  readonly ctx: ServiceContext;
  readonly input: { readonly workflowId: string };
}): Promise<TemplateCheck> {
  const { workspaceId } = requirePermission(ctx.actor, "template.write");
  const { db, drafts, catalog } = ctx.services;
  const { name, graph } = await readDraft(db, drafts, { workflowId: input.workflowId, workspaceId });
  const { stripped } = stripForTemplate(graph, catalog);
  const [{ result }, duration] = await Promise.all([
    compileInWorkspace(ctx.services, workspaceId, graph),
    measuredDuration(db, { workspaceId, workflowId: input.workflowId }),
  ]);
  const { diagnostics, capabilities } = result;
  return {
    name,
    description: graph.description ?? "",
    stripped,
    needs: templateNeedsOf(capabilities, graph, catalog),
    hosts: namedHosts(capabilities),
    duration,
    errors: diagnostics.filter(({ severity }) => severity === "error").length,
  };
}
