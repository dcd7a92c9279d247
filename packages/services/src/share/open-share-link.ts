import type { SharedDashboard } from "@orrery/viewer/shared-dashboard";
import type { SharedRun } from "@orrery/viewer/shared-run";
import type { SharedTemplate } from "@orrery/viewer/shared-template";
import type { Services } from "../service-context.ts";
import type { OpenDashboardLink, OpenRunLink, OpenShareLink, OpenTemplateLink } from "./find-share-link.ts";
import { loadSharedDashboard } from "./load-shared-dashboard.ts";
import { endsLog, loadSharedRun } from "./load-shared-run.ts";
import { projectTemplate } from "./shared-workflow.ts";

/**
 * What a link to a run shows now. `live` is where later events come from, null where the run has ended. Whether a password was given is
 * the caller's to ask (`isShareProof`), and to count who looked (`countShareView`). Throws `NOT_FOUND`.
 */
export async function openShareLink({
  services,
  link,
  live,
}: {
  readonly services: Services;
  readonly link: OpenRunLink;
  readonly live: string;
}): Promise<SharedRun> {
  const run = await loadSharedRun(services, link, link.projection);
  return { ...run, live: endsLog(run.events.at(-1)) ? null : live };
}

/** What a link to a workflow shows; `file` is where its graph file is given. */
export function openTemplateLink({
  services,
  link,
  file,
}: {
  readonly services: Pick<Services, "catalog">;
  readonly link: OpenTemplateLink;
  readonly file: string;
}): SharedTemplate {
  return projectTemplate(link.shown, services.catalog, file);
}

/** What a link to a dashboard shows now; `live` is where it is read again. Throws `NOT_FOUND`. */
export function openDashboardLink({
  services,
  link,
  live,
}: {
  readonly services: Pick<Services, "pool">;
  readonly link: OpenDashboardLink;
  readonly live: string | null;
}): Promise<SharedDashboard> {
  return loadSharedDashboard(services, link, { projection: link.projection, live });
}

/** Counts that somebody opened a link's page. */
export async function countShareView({ db }: Pick<Services, "db">, { id }: OpenShareLink): Promise<void> {
  await db.shareLink.updateMany({ where: { id }, data: { views: { increment: 1 } } });
}
