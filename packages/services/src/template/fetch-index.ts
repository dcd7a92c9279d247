import { type GalleryIndex, galleryLimits, parseGalleryIndex } from "@orrery/graph";
import type { Services } from "../service-context.ts";
import { ServiceError } from "../service-error.ts";
import { fetchFile, webAddress } from "./fetch-file.ts";

/** An index from the network, or that it is the one known already. */
export type FetchedIndex =
  | { readonly kind: "same" }
  | { readonly kind: "index"; readonly index: GalleryIndex; readonly etag: string | null };

/** Fetches and checks a gallery's index. Throws `INVALID`: `FETCH`, or `GALLERY` where it is none. */
export async function fetchIndex(
  services: Pick<Services, "egress">,
  from: { readonly url: string; readonly etag: string | null },
): Promise<FetchedIndex> {
  const file = await fetchFile(services, { ...from, maxBytes: galleryLimits.bytes });
  if (file.kind === "same") return file;
  const parsed = parseGalleryIndex(file.text);
  if (!parsed.ok) {
    throw new ServiceError("INVALID", "GALLERY", `There is no gallery at this address. ${parsed.problem}`);
  }
  for (const { file: path } of parsed.index.templates) webAddress(path, from.url);
  return { kind: "index", index: parsed.index, etag: file.etag };
}
