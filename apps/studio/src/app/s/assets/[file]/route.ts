import { findShareAsset } from "../../../../share/share-assets.server.ts";
import { shareNotFound } from "../../../../share/share-not-found.server.ts";

export const dynamic = "force-dynamic";

/** The viewer's script and style sheet; their names change with what is in them. */
export async function GET(
  _request: Request,
  { params }: { readonly params: Promise<{ readonly file: string }> },
): Promise<Response> {
  const asset = findShareAsset(`/s/assets/${(await params).file}`);
  if (asset === null) return shareNotFound();
  const headers = {
    "content-type": asset.contentType,
    "cache-control": "public, max-age=31536000, immutable",
    "x-content-type-options": "nosniff",
    "cross-origin-resource-policy": "same-origin",
  };
  return new Response(asset.text, { headers });
}
