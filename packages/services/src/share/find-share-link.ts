import type { Services } from "../service-context.ts";
import { tokenSha } from "../trigger/trigger-token.ts";
import { type DashboardProjection, storedDashboardProjection } from "./dashboard-projection.ts";
import { workflowOfRow } from "./dashboard-target.ts";
import { type ShareProjection, storedProjection } from "./share-projection.ts";
import { isShareToken } from "./share-token.ts";
import { type SharedWorkflow, storedWorkflow } from "./shared-workflow.ts";

interface GoodLink {
  readonly id: string;
  readonly workspaceId: string;
  readonly passwordHash: string | null;
  readonly expiresAt: number;
}

/** A good link to a run. */
export interface OpenRunLink extends GoodLink {
  readonly kind: "run";
  readonly runId: string;
  readonly projection: ShareProjection;
}

/** A good link to a workflow, as it was when the link was made. */
export interface OpenTemplateLink extends GoodLink {
  readonly kind: "template";
  readonly shown: SharedWorkflow;
}

/** A good link to a dashboard, as it is whenever somebody looks; of the whole workspace where `workflowId` is null. */
export interface OpenDashboardLink extends GoodLink {
  readonly kind: "dashboard";
  readonly workflowId: string | null;
  readonly projection: DashboardProjection;
}

/** A link that is good at this moment. What it shows is in its row, and nothing that its holder sends changes it. */
export type OpenShareLink = OpenRunLink | OpenTemplateLink | OpenDashboardLink;

/**
 * The link of a token; null where there is none, whatever the reason: guessed, cut, run out, closed, or what it shows is
 * gone, or a later version of Orrery made it.
 */
export async function findShareLink({ db }: Pick<Services, "db">, token: string): Promise<OpenShareLink | null> {
  if (!isShareToken(token)) return null;
  const row = await db.shareLink.findUnique({ where: { tokenSha: tokenSha(token) } });
  if (row === null || row.revokedAt !== null || row.expiresAt <= new Date()) return null;
  const { id, workspaceId, targetId, passwordHash } = row;
  const link: GoodLink = { id, workspaceId, passwordHash, expiresAt: row.expiresAt.getTime() };
  if (row.kind === "run") {
    const there = await db.run.count({ where: { id: targetId, workspaceId } });
    return there === 0 ? null : { ...link, kind: "run", runId: targetId, projection: storedProjection(row.projection) };
  }
  const workflowId = workflowOfRow(targetId);
  const there =
    workflowId === null ? 1 : await db.workflow.count({ where: { id: workflowId, workspaceId, deletedAt: null } });
  if (there === 0) return null;
  if (row.kind === "template") return { ...link, kind: "template", shown: storedWorkflow(row.projection) };
  if (row.kind === "dashboard") {
    return { ...link, kind: "dashboard", workflowId, projection: storedDashboardProjection(row.projection) };
  }
  return null;
}

/** Whether a link that was good is good still. */
export async function isStillOpen({ pool }: Pick<Services, "pool">, id: string): Promise<boolean> {
  const found = await pool.query({
    name: "share-link-open",
    text: "SELECT 1 FROM share_link WHERE id = $1 AND revoked_at IS NULL AND expires_at > now()",
    values: [id],
  });
  return found.rowCount === 1;
}
