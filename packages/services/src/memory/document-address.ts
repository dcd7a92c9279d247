import { ServiceError } from "../service-error.ts";

/** The address of a page as people write it, without its fragment. Throws `INVALID`. */
export function documentAddress(text: string): URL {
  const url = URL.parse(text.trim());
  if (url === null || !["http:", "https:"].includes(url.protocol) || url.username !== "") {
    throw new ServiceError("INVALID", "DOCUMENT_URL", `“${text.slice(0, 80)}” is no address of a page.`);
  }
  url.hash = "";
  return url;
}
