import type { EgressResponse } from "@orrery/node-kit";

/** The body as text, in the charset its content type names, else UTF-8. */
export function bodyText({ body, headers }: EgressResponse): string {
  const charset = /charset\s*=\s*"?([^\s";]+)/i.exec(headers["content-type"] ?? "")?.[1] ?? "utf-8";
  try {
    return new TextDecoder(charset).decode(body);
  } catch {
    return new TextDecoder().decode(body);
  }
}
