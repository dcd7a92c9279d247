import {
  findInJson,
  type Json,
  type JsonHit,
  type JsonMember,
  type JsonPart,
  type JsonPath,
  jsonMember,
  jsonPart,
  type PartQuestion,
  partLimits,
} from "@orrery/graph";
import type { ServiceContext } from "../service-context.ts";
import { ServiceError } from "../service-error.ts";
import { findRun } from "./find-run.ts";
import { type NamedResults, namedResults } from "./named-results.ts";

const mostHits = 50;
/** So many results of a map are read at once. */
const atOnce = 25;
/** No more of a value is looked through in one go. */
const mostSearched = 64 * 1024 * 1024;

/**
 * A piece of a value of a run, of any size: what stands at a path, and a page of its members. Of a map, whose results are
 * values of their own, only those of the page are read. Throws `NOT_FOUND` where there is no such value, it has expired, or
 * nothing stands at the path.
 */
export async function readValuePart({
  ctx,
  input,
}: {
  readonly ctx: ServiceContext;
  readonly input: PartQuestion & { readonly runId: string; readonly valueId: string };
}): Promise<JsonPart> {
  const { row } = await findRun(ctx, "run.read", input.runId);
  const { values } = ctx.services;
  const named = await namedResults(ctx.services, row.id, input.valueId);
  const part =
    named === null
      ? jsonPart(await wholeValue(ctx, row.id, input.valueId), input)
      : await partOfResults({ named, question: input, read: (ids) => values.readMany(row.id, ids) });
  if (part === null) throw new ServiceError("NOT_FOUND", "VALUE", "Nothing stands there in this value.");
  return part;
}

/**
 * Places of a value that hold a text, at most fifty, the first first. `isWhole`: all of it was looked through. Throws
 * `NOT_FOUND`.
 */
export async function findInValue({
  ctx,
  input,
}: {
  readonly ctx: ServiceContext;
  readonly input: { readonly runId: string; readonly valueId: string; readonly text: string };
}): Promise<{ readonly hits: readonly JsonHit[]; readonly isWhole: boolean }> {
  const { row } = await findRun(ctx, "run.read", input.runId);
  const to = { hits: [] as JsonHit[], most: mostHits };
  const named = await namedResults(ctx.services, row.id, input.valueId);
  if (named === null) {
    findInJson(await wholeValue(ctx, row.id, input.valueId), input.text, to);
    return { hits: to.hits, isWhole: to.hits.length < mostHits };
  }
  let searched = 0;
  for (let from = 0; from < named.results.length; from += atOnce) {
    if (to.hits.length >= mostHits || searched > mostSearched) return { hits: to.hits, isWhole: false };
    const page = named.results.slice(from, from + atOnce);
    const found = await ctx.services.values.readMany(
      row.id,
      page.flatMap(({ id }) => id ?? []),
    );
    for (const [index, { id, bytes }] of page.entries()) {
      searched += bytes;
      const value = id === null ? null : found.get(id);
      if (value != null) findInJson(value, input.text, to, ["results", from + index]);
    }
  }
  return { hits: to.hits, isWhole: to.hits.length < mostHits };
}

async function wholeValue(ctx: ServiceContext, runId: string, valueId: string): Promise<Json> {
  const value = await ctx.services.values.read(runId, valueId);
  if (value === null && (await ctx.services.db.runValue.count({ where: { runId, id: valueId } })) === 0)
    throw new ServiceError("NOT_FOUND", "VALUE", "There is no such value.");
  return value;
}

interface Results {
  readonly named: NamedResults;
  readonly question: PartQuestion;
  readonly read: (ids: readonly string[]) => Promise<ReadonlyMap<string, Json>>;
}

async function partOfResults({ named, question, read }: Results): Promise<JsonPart | null> {
  const { path, offset } = question;
  const [member, index, ...rest] = path;
  const results = named.results;
  if (member === undefined) {
    const first = await membersOf(results.slice(0, 1), 0, read);
    const sample = first.map((one) => one.sample);
    const members: readonly JsonMember[] = [
      { key: "results", kind: "list", size: results.length, sample, cut: results.length > 0 },
      jsonMember("failed", named.failed),
    ];
    return { kind: "object", size: 2, offset: 0, members, text: "" };
  }
  if (member === "failed") return jsonPart(named.failed, { path: index === undefined ? [] : [index, ...rest], offset });
  if (member !== "results") return null;
  if (index === undefined) {
    const page = results.slice(offset, offset + partLimits.members);
    return { kind: "list", size: results.length, offset, members: await membersOf(page, offset, read), text: "" };
  }
  const one = typeof index === "number" ? results[index] : undefined;
  if (one === undefined) return null;
  const value = one.id === null ? null : (await read([one.id])).get(one.id);
  return value === undefined ? null : jsonPart(value, { path: rest as JsonPath, offset });
}

/** A page of results. Those that are large are told by the beginning that was kept of them, and not read. */
async function membersOf(
  page: NamedResults["results"],
  offset: number,
  read: Results["read"],
): Promise<readonly JsonMember[]> {
  const small = page.filter(({ bytes }) => bytes <= partLimits.sample * 4);
  const found = await read(small.flatMap(({ id }) => id ?? []));
  return page.map(({ id, bytes, preview }, at): JsonMember => {
    const value = id === null ? null : found.get(id);
    if (value !== undefined) return jsonMember(offset + at, value);
    return {
      key: offset + at,
      kind: preview.startsWith("[") ? "list" : preview.startsWith("{") ? "object" : "text",
      size: bytes,
      sample: preview,
      cut: true,
    };
  });
}
