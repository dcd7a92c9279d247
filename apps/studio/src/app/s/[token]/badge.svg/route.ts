import { fold, indexPlan, initialState, runStatus } from "@orrery/engine";
import { drawBadge } from "../../../../share/draw-badge.ts";
import { findOpenLink, runForPicture } from "../../../../share/open-for-picture.server.ts";
import { recentBadge, shareBusy, takeOpening } from "../../../../share/share-faces.server.ts";
import { shareDataHeaders } from "../../../../share/share-headers.server.ts";
import { shareNotFound } from "../../../../share/share-not-found.server.ts";

export const dynamic = "force-dynamic";

/** How a shared run stands, as a picture for pages elsewhere; of a link with a password there is none, nor of a workflow. */
export async function GET(
  _request: Request,
  { params }: { readonly params: Promise<{ readonly token: string }> },
): Promise<Response> {
  const link = await findOpenLink((await params).token);
  if (link?.kind !== "run") return shareNotFound();
  if (!takeOpening(link)) return shareBusy();
  const badge = await recentBadge(link, async () => {
    const run = await runForPicture(link);
    const state = initialState(indexPlan(run.plan));
    fold(state, run.events);
    return drawBadge(run.title, runStatus(state));
  });
  return badge === null ? shareBusy() : new Response(badge, { headers: shareDataHeaders("image/svg+xml") });
}
