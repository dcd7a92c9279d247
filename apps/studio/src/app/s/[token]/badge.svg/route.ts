import { fold, indexPlan, initialState, runStatus } from "@orrery/engine";
import { drawBadge } from "../../../../share/draw-badge.ts";
import { findOpenRun } from "../../../../share/find-open-run.server.ts";
import { shareDataHeaders } from "../../../../share/share-headers.server.ts";
import { shareNotFound } from "../../../../share/share-not-found.server.ts";

export const dynamic = "force-dynamic";

/** How a shared run stands, as a picture for pages elsewhere; of a link with a password there is none. */
export async function GET(
  _request: Request,
  { params }: { readonly params: Promise<{ readonly token: string }> },
): Promise<Response> {
  const run = await findOpenRun((await params).token);
  if (run === null) return shareNotFound();
  const state = initialState(indexPlan(run.plan));
  fold(state, run.events);
  return new Response(drawBadge(run.title, runStatus(state)), { headers: shareDataHeaders("image/svg+xml") });
}
