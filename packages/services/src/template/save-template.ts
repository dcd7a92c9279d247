import { type Json, stripForTemplate, type TemplateNeed } from "@orrery/graph";
import { v7 as uuidv7 } from "uuid";
import { type Actor, actorName, requirePermission } from "../actor.ts";
import type { ServiceContext } from "../service-context.ts";
import { ServiceError } from "../service-error.ts";
import { inputJson } from "../workflow/input-json.ts";
import { readDraft } from "../workflow/read-draft.ts";
import { writeAudit } from "../write-audit.ts";
import { checkAbout } from "./stored-template.ts";

const mostKept = 500;

/** What a person says of a template. */
export interface TemplateWords {
  readonly title: string;
  readonly description: string;
  readonly shows: string;
  readonly task: string;
  readonly patterns: readonly string[];
}

export interface NewTemplate extends TemplateWords {
  readonly workflowId: string;
  readonly needs: readonly TemplateNeed[];
  readonly hosts: readonly string[];
  readonly duration: string;
  readonly sampleInput: Json;
}

/**
 * Keeps the draft of a workflow, as it stands and without what is somebody's own, as a template of the workspace.
 * Throws `NOT_FOUND`, `INVALID` (`TEMPLATE`) and, at 500 templates, `CONFLICT` (`TEMPLATES`).
 */
export async function saveTemplate({
  ctx,
  input,
}: {
  readonly ctx: ServiceContext;
  readonly input: NewTemplate;
}): Promise<{ readonly id: string }> {
  const actor = requirePermission(ctx.actor, "template.write");
  const { workspaceId } = actor;
  const { workflowId, ...words } = input;
  const { db, drafts, catalog } = ctx.services;
  const { graph } = await readDraft(db, drafts, { workflowId, workspaceId });
  const about = checkAbout({ ...words, by: nameOf(actor) });
  const { graph: clean } = stripForTemplate({ ...graph, name: about.title }, catalog);
  const id = uuidv7();
  await db.$transaction(async (tx) => {
    await tx.$queryRaw`SELECT 1 FROM workspace WHERE id = ${workspaceId} FOR UPDATE`;
    const kept = await tx.workflowTemplate.count({ where: { workspaceId } });
    if (kept >= mostKept) {
      throw new ServiceError("CONFLICT", "TEMPLATES", `There are ${kept} templates of yours. Delete some first.`);
    }
    await tx.workflowTemplate.create({
      data: { id, workspaceId, about: inputJson(about), graph: inputJson(clean), createdBy: actorName(actor) },
    });
    await writeAudit(tx, { actor, verb: "template.save", subject: id, detail: { name: about.title } });
  });
  return { id };
}

function nameOf(actor: Actor): string {
  return actor.kind === "local" ? "The command line" : actor.name.slice(0, 120);
}
