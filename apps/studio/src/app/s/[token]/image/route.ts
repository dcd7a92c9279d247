import { drawRunPicture } from "../../../../share/draw-run-picture.ts";
import { findOpenRun } from "../../../../share/find-open-run.server.ts";
import { renderPicture } from "../../../../share/render-picture.server.ts";
import { shareDataHeaders } from "../../../../share/share-headers.server.ts";
import { shareNotFound } from "../../../../share/share-not-found.server.ts";

export const dynamic = "force-dynamic";

/** A shared run as a picture, for previews of the link elsewhere; of a link with a password there is none. */
export async function GET(
  _request: Request,
  { params }: { readonly params: Promise<{ readonly token: string }> },
): Promise<Response> {
  const run = await findOpenRun((await params).token);
  if (run === null) return shareNotFound();
  return new Response(await renderPicture(drawRunPicture(run)), { headers: shareDataHeaders("image/png") });
}
