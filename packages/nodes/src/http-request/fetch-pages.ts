import { type EgressRequest, type EgressResponse, type Json, type StepContext, StepFailure } from "@orrery/node-kit";
import { nextPage, type Paging, valueAt } from "./next-page.ts";
import { readAnswer } from "./read-answer.ts";

/** Together they are one step value. */
const mostBytes = 4_000_000;

export interface PagesAsked extends Paging {
  /** Where the entries stand in each answer, in dots; empty: the answer is the list. */
  readonly itemsAt: string;
  readonly most: number;
}

export interface Pages {
  /** Of the last page. */
  readonly answer: EgressResponse;
  readonly items: readonly Json[];
  readonly pages: number;
  /** There was another page, and it was not asked for. */
  readonly more: boolean;
}

function failure(code: string, message: string): StepFailure {
  return new StepFailure({ code, message, class: "permanent" });
}

/**
 * Asks page after page of one origin until there is no next one, or `most` were asked. Gives the answer itself where its
 * status is one that `isFine` does not take.
 * @throws StepFailure `HTTP_PAGES` where an answer holds no list, leads elsewhere or round in circles; `HTTP_NOT_JSON`, `HTTP_TOO_LARGE`
 */
export async function fetchPages(
  ctx: StepContext,
  first: EgressRequest,
  { isFine, ...asked }: PagesAsked & { readonly isFine: (status: number) => boolean },
): Promise<Pages | { readonly refused: EgressResponse }> {
  const items: Json[] = [];
  const seen = new Set<string>();
  let bytes = 0;
  let { url } = first;
  for (let pages = 1; ; pages += 1) {
    seen.add(url);
    const answer = await ctx.fetch({ ...first, url });
    if (!isFine(answer.status)) return { refused: answer };
    bytes += answer.body.length;
    if (bytes > mostBytes) {
      const message = `The pages have more than ${mostBytes} bytes together. Ask for fewer.`;
      throw new StepFailure({ code: "HTTP_TOO_LARGE", message, class: "limit" });
    }
    const read = readAnswer(answer, "json");
    if ("problem" in read) throw failure("HTTP_NOT_JSON", read.problem);
    const found = valueAt(read.value, asked.itemsAt);
    if (!Array.isArray(found)) {
      const where = asked.itemsAt === "" ? "" : ` at ${asked.itemsAt}`;
      throw failure("HTTP_PAGES", `Page ${pages} holds no list${where}.`);
    }
    items.push(...found);
    const next = nextPage(asked, { url, answer, body: read.value, count: found.length });
    if (next === null || pages >= asked.most) return { answer, items, pages, more: next !== null };
    if (new URL(next).origin !== new URL(url).origin) {
      throw failure("HTTP_PAGES", `Page ${pages} leads to another place: ${new URL(next).origin}.`);
    }
    if (seen.has(next)) throw failure("HTTP_PAGES", `Page ${pages} leads back to one that was asked before.`);
    url = next;
  }
}
