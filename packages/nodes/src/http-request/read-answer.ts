import type { EgressResponse, Json } from "@orrery/node-kit";
import { bodyText } from "../body-text.ts";

/** What the body of an answer is read as. `bytes` is base64 text, since everything between steps is JSON. */
export type ResponseType = "json" | "text" | "bytes";

/** The body as the config asks for it; a problem in words where it is not JSON. An empty body reads as null. */
export function readAnswer(
  answer: EgressResponse,
  as: ResponseType,
): { readonly value: Json } | { readonly problem: string } {
  switch (as) {
    case "bytes":
      return { value: Buffer.from(answer.body).toString("base64") };
    case "text":
      return { value: bodyText(answer) };
    case "json": {
      const text = bodyText(answer);
      if (text.trim() === "") return { value: null };
      try {
        return { value: JSON.parse(text) as Json };
      } catch {
        const type = answer.headers["content-type"] ?? "no content type";
        return { problem: `The answer is not JSON (${type}). It begins: ${text.trim().slice(0, 80)}` };
      }
    }
  }
}
