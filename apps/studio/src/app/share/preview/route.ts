import { readShareForm } from "../../../share/read-share-form.server.ts";
import { refusedShare } from "../../../share/refused-share.server.ts";
import { sharePage } from "../../../share/share-page.server.ts";

export const dynamic = "force-dynamic";

/**
 * A run or a workflow as others would see it, in a frame of the share dialog. It changes nothing and only our own pages can show it in a
 * frame, so the form may come from anywhere.
 */
export async function POST(request: Request): Promise<Response> {
  try {
    const page = await readShareForm(request);
    if (page === null) return new Response("This is no form of the share dialog.", { status: 400 });
    return sharePage(page, { framedBy: "studio", image: null });
  } catch (error) {
    return refusedShare(error);
  }
}
