import type { SharedRun } from "@orrery/viewer/shared-run";
import type { Services } from "../service-context.ts";
import type { OpenShareLink } from "./find-share-link.ts";
import { endsLog, loadSharedRun } from "./load-shared-run.ts";

/**
 * What a link shows now; counted as a view unless `isCounted` is false. `live` is where later events come from, null where the
 * run has ended. Whether a password was given is the caller's to ask (`isShareProof`). Throws `NOT_FOUND`.
 */
export async function openShareLink({
  services,
  link,
  live,
  isCounted,
}: {
  readonly services: Services;
  readonly link: OpenShareLink;
  readonly live: string;
  readonly isCounted: boolean;
}): Promise<SharedRun> {
  const run = await loadSharedRun(services, link, link.projection);
  if (isCounted) {
    await services.db.shareLink.updateMany({ where: { id: link.id }, data: { views: { increment: 1 } } });
  }
  return { ...run, live: endsLog(run.events.at(-1)) ? null : live };
}
