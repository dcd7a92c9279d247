import type { APIRequestContext } from "@playwright/test";
import { installation } from "../../fixtures/installation.ts";
import { CANARY, sharedGraph } from "../../fixtures/shared-graph.ts";
import type { StudioApi } from "../../fixtures/studio-api.ts";
import { expect, test } from "../../fixtures/test.ts";

interface Link {
  readonly id: string;
  readonly token: string;
}

const FACES = ["", "/events", "/embed", "/badge.svg", "/image", "/file", "/data"];

/** What no dashboard tells whose names were not ticked. */
const PRIVATE_NAME = "Zephyr merger, private";

type Verb = "share.make" | "share.makeTemplate" | "share.makeDashboard";

function makeLink(api: StudioApi, verb: Verb, input: object): Promise<Link> {
  return api.data(verb, { days: 1, ...input }) as Promise<Link>;
}

/** An answer but for its numbers: a dashboard says when it was read. */
function shapeOf(text: string): string {
  return text.replace(/nonce="[^"]+"/g, "").replace(/\d+/g, "0");
}

/** Everything of an answer that its reader can tell from another, but the moment. */
async function ask(request: APIRequestContext, address: string, headers: Record<string, string> = {}) {
  const answer = await request.get(address, { headers, maxRedirects: 0, maxRetries: 3 });
  const { date: _date, ...told } = answer.headers();
  return { status: answer.status(), text: await answer.text(), headers: told };
}

test("a token of a link is no key: not as a bearer, a cookie or a query, at no other door", async ({
  api,
  playwright,
}) => {
  const workflowId = await api.createWorkflow(sharedGraph("Other doors"));
  const { token } = await makeLink(api, "share.makeTemplate", { workflowId });
  const { url, executorUrl } = await installation();
  const stranger = await playwright.request.newContext({ storageState: { cookies: [], origins: [] } });
  const trpc = `/api/trpc/workflow.get?input=${encodeURIComponent(JSON.stringify({ id: workflowId }))}`;
  const doors = [`${url}${trpc}`, `${url}/files?name=a`, `${executorUrl}/api/v1/runs`, `${executorUrl}/v1/models`];
  const ways: readonly Record<string, string>[] = [
    { authorization: `Bearer ${token}` },
    { "x-api-key": token },
    { cookie: `better-auth.session_token=${token}; __Secure-better-auth.session_token=${token}` },
  ];
  for (const door of doors) {
    const asked = `${door}${door.includes("?") ? "&" : "?"}token=${token}&key=${token}&access_token=${token}`;
    for (const headers of ways) {
      const { status, text } = await ask(stranger, asked, headers);
      expect([door, status, text.includes(CANARY)]).toEqual([door, 401, false]);
    }
  }
  const post = async (address: string, headers: Record<string, string> = {}) => {
    const answer = await stranger.post(address, { data: {}, headers, maxRetries: 3 });
    return { status: answer.status(), text: await answer.text() };
  };
  for (const headers of ways) {
    expect((await post(`${executorUrl}/mcp`, headers)).status).toBe(401);
    expect((await post(`${executorUrl}/v1/chat/completions`, headers)).status).toBe(401);
  }
  const unknown = "A".repeat(token.length);
  expect(await post(`${executorUrl}/hooks/${token}`)).toEqual(await post(`${executorUrl}/hooks/${unknown}`));
  expect((await post(`${executorUrl}/hooks/${token}`)).status).toBe(404);
  await stranger.dispose();
});

test("every bad link gives the same bytes on every face, and no face widens what was chosen", async ({
  api,
  playwright,
}) => {
  const workflowId = await api.createWorkflow(sharedGraph(PRIVATE_NAME));
  const runId = await api.startRun(workflowId, { who: CANARY });
  await expect.poll(() => api.status(runId)).toBe("waiting");
  const projection = { inputs: [], outputs: [], usage: "hidden" };
  const figures = { range: "7d", names: "hidden", errors: "shown", usage: "hidden" };
  const dashboard = { workflowId, projection: figures };
  const [run, gone, template, locked, closed, numbers, lockedNumbers, closedNumbers] = await Promise.all([
    makeLink(api, "share.make", { runId, projection }),
    makeLink(api, "share.make", { runId, projection }),
    makeLink(api, "share.makeTemplate", { workflowId }),
    makeLink(api, "share.makeTemplate", { workflowId, password: "open sesame" }),
    makeLink(api, "share.makeTemplate", { workflowId }),
    makeLink(api, "share.makeDashboard", dashboard),
    makeLink(api, "share.makeDashboard", { ...dashboard, password: "open sesame" }),
    makeLink(api, "share.makeDashboard", dashboard),
  ]);
  for (const { id } of [gone, closed, closedNumbers])
    expect((await api.mutate("share.revoke", { id })).ok()).toBe(true);
  const stranger = await playwright.request.newContext({ storageState: { cookies: [], origins: [] } });
  const get = (path: string) => ask(stranger, `${api.origin}${path}`);

  const nothing = await get(`/s/${"A".repeat(22)}`);
  expect(nothing.status).toBe(404);
  const bad = [
    ...[gone.token, closed.token, closedNumbers.token, run.token.slice(1), `${run.token}A`, run.id, workflowId],
    ...["%00", "..%2fs"],
  ];
  const paths = [
    ...bad.flatMap((token) => FACES.map((face) => `/s/${token}${face}`)),
    ...["/file", "/data", "/file?proof=9999999999999.A"].map((face) => `/s/${run.token}${face}`),
    ...["/events", "/badge.svg", "/data"].map((face) => `/s/${template.token}${face}`),
    ...["/events", "/badge.svg", "/file"].map((face) => `/s/${numbers.token}${face}`),
    ...["/data", "/data?proof=9999999999999.A", "/image"].map((face) => `/s/${lockedNumbers.token}${face}`),
    ...["/events", "/badge.svg", "/image", "/file", "/file?proof=9999999999999.A"].map(
      (face) => `/s/${locked.token}${face}`,
    ),
  ];
  for (const path of paths) expect({ path, ...(await get(path)) }).toEqual({ path, ...nothing });

  // Percent signs that stand for nothing: no route is asked, so what routes depend on is not told.
  const { vary: _vary, ...headers } = nothing.headers;
  const unreadable = [
    "/s/%",
    "/s/%E0%A4",
    `/s/${run.token}%`,
    "/s/%ff/data",
    "/s/assets/%ff",
    "/embed/%ff",
    "/s/%ff/embed",
  ];
  for (const path of unreadable) {
    const answer = await get(path);
    expect({ path, ...answer, headers: { ...answer.headers, vary: "" } }).toEqual({
      ...{ path, ...nothing },
      headers: { ...headers, vary: "" },
    });
  }

  const opened = await stranger.post(`${api.origin}/s/${lockedNumbers.token}`, {
    form: { password: "open sesame" },
    maxRetries: 3,
  });
  const live = /"live":"([^"]+)"/.exec(await opened.text())?.[1] ?? "";
  expect(live).toMatch(/\/data\?proof=/);
  expect((await get(live)).status).toBe(200);
  expect(await get(live.replace("proof=", "proof=9"))).toEqual(nothing);

  const widening =
    "?inputs=kept&outputs=kept&usage=shown&names=shown&errors=shown&range=90d&from=0&workflow=all&projection=all&node=kept&kind=run&v=2&after=-1&file=1";
  for (const [token, faces] of [
    [run.token, ["", "/embed", "/badge.svg", "/image"]],
    [template.token, ["", "/embed", "/image", "/file"]],
    [numbers.token, ["", "/embed", "/image", "/data"]],
  ] as const) {
    for (const face of faces) {
      const [plain, wide] = [await get(`/s/${token}${face}`), await get(`/s/${token}${face}${widening}`)];
      // A dashboard says when it was read, and what was counted meanwhile.
      const bare = ({ status, text }: typeof plain) => ({
        status,
        text: token === numbers.token ? shapeOf(text) : text.replace(/nonce="[^"]+"/g, ""),
      });
      expect({ face, ...bare(wide) }).toEqual({ face, ...bare(plain), status: 200 });
      expect(wide.headers).toMatchObject({
        ...{ "cache-control": "no-store", "referrer-policy": "no-referrer", "x-robots-tag": "noindex, nofollow" },
      });
      expect(wide.headers["set-cookie"]).toBeUndefined();
    }
  }
  for (const face of ["", "/embed", "/data"]) {
    const { text } = await get(`/s/${numbers.token}${face}`);
    const found = [CANARY, PRIVATE_NAME, "Told", "kept", runId, workflowId].filter((one) => text.includes(one));
    expect({ face, found }).toEqual({ face, found: [] });
  }
  expect((await get(`/s/${run.token}`)).text).not.toContain(CANARY);
  for (const form of [{ workflow: workflowId }, { dashboard: "workspace", range: "7d" }]) {
    const preview = await stranger.post(`${api.origin}/share/preview`, { form, maxRetries: 3 });
    expect(preview.status()).toBe(401);
  }
  await stranger.dispose();
});
