import { createServer, type Server } from "node:http";
import { setTimeout as sleep } from "node:timers/promises";
import { afterEach, expect, test } from "vitest";
import { createEgress, type Egress } from "../egress.ts";
import { createTargets, type Targets } from "./targets.ts";

let server: Server;
let egress: Egress;

afterEach(async () => {
  await egress.close();
  server.closeAllConnections();
  server.close();
});

async function serve(
  answer: (nth: number) => { readonly status: number; readonly ms?: number; readonly headers?: Record<string, string> },
  targets: Targets,
) {
  const seen = { asked: 0, now: 0, most: 0 };
  server = createServer((_, response) => {
    seen.asked += 1;
    seen.now += 1;
    seen.most = Math.max(seen.most, seen.now);
    const { status, ms = 0, headers = {} } = answer(seen.asked);
    setTimeout(() => {
      seen.now -= 1;
      response.writeHead(status, headers).end("{}");
    }, ms);
  });
  await new Promise<void>((done) => server.listen(0, "127.0.0.1", done));
  const bound = server.address();
  const host = `127.0.0.1:${typeof bound === "object" && bound !== null ? bound.port : 0}`;
  egress = createEgress({ allowPrivateHosts: [host], targets });
  const ask = (signal: AbortSignal = new AbortController().signal) =>
    egress.fetch({ url: `http://${host}/`, method: "GET", headers: {}, maxBytes: 1_000, signal }, { hosts: [host] });
  return { seen, host, ask };
}

const codeOf = (error: unknown): unknown =>
  typeof error === "object" && error !== null && "error" in error ? error.error : error;

test("no more go out at a time than the limit, and all are answered in the end", async () => {
  const targets = createTargets();
  let highest = 0;
  const { ask, seen, host } = await serve(() => {
    // It adapts while the calls go on.
    highest = Math.max(highest, targets.view(1)[0]?.limit ?? 0);
    return { status: 200, ms: 5 };
  }, targets);
  const answers = await Promise.all(Array.from({ length: 300 }, () => ask()));
  expect(answers.map(({ status }) => status)).toEqual(answers.map(() => 200));
  const [view] = targets.view(1);
  expect(seen.most).toBeLessThanOrEqual(highest);
  expect(view).toEqual({ ...view, name: host, inFlight: 0, waiting: 0, breaker: "closed", pausedMs: 0 });
});

test("what fails again and again is not asked any more, until a probe succeeds", async () => {
  let clock = 0;
  const targets = createTargets({ now: () => clock });
  const { ask, seen } = await serve((nth) => ({ status: nth <= 20 ? 503 : 200 }), targets);
  for (let i = 0; i < 20; i += 1) await ask();
  const refused = await ask().catch(codeOf);
  expect(refused).toMatchObject({ code: "TARGET_UNAVAILABLE", class: "transient", retryAfterMs: 5_000 });
  expect([seen.asked, targets.view(1)[0]?.breaker]).toEqual([20, "open"]);
  clock = 5_001;
  expect((await ask()).status).toBe(200);
  expect([seen.asked, targets.view(1)[0]?.breaker]).toEqual([21, "closed"]);
});

test("whoever is told to come back later tells it to all", async () => {
  const targets = createTargets();
  const { ask, seen } = await serve(
    (nth) => ({ status: nth === 1 ? 429 : 200, headers: { "retry-after": "60" } }),
    targets,
  );
  expect((await ask()).status).toBe(429);
  const refused = await Promise.all([ask().catch(codeOf), ask().catch(codeOf)]);
  expect(refused).toMatchObject([{ code: "TARGET_UNAVAILABLE" }, { code: "TARGET_UNAVAILABLE" }]);
  expect(seen.asked).toBe(1);
});

test("a short pause is sat out in the order of asking, and whoever gives up leaves the queue", async () => {
  const targets = createTargets();
  const { ask, seen } = await serve(
    (nth): { status: number; headers?: Record<string, string> } =>
      nth === 1 ? { status: 503, headers: { "retry-after-ms": "300" } } : { status: 200 },
    targets,
  );
  await ask();
  const giveUp = new AbortController();
  const [first, second] = [ask(), ask(giveUp.signal).catch(codeOf)];
  await sleep(50);
  expect([seen.asked, targets.view(1)[0]?.waiting]).toEqual([1, 2]);
  giveUp.abort();
  expect(await second).toMatchObject({ code: "EGRESS_ABORTED" });
  expect([(await first).status, seen.asked]).toEqual([200, 2]);
});

test("a rate that the owner set is kept", async () => {
  const rates = new Map([["127.0.0.1", { count: 20, perMs: 1_000 }]]);
  const targets = createTargets({ rates });
  targets.divideBy(2);
  const { ask } = await serve(() => ({ status: 200 }), targets);
  const began = performance.now();
  await Promise.all(Array.from({ length: 16 }, () => ask()));
  // Ten at once, and six at ten a second.
  expect(performance.now() - began).toBeGreaterThan(550);
});

test("what the owner allows holds from then on, is shared among the processes, and is lifted again", async () => {
  const targets = createTargets();
  const { ask, seen, host } = await serve(() => ({ status: 200, ms: 5 }), targets);
  const limit = (): number | undefined => targets.view(1)[0]?.limit;
  await ask();
  const free = limit();
  targets.allow(new Map([[host, { perSecond: null, atOnce: 4 }]]));
  expect(limit()).toBe(4);
  targets.divideBy(2);
  expect(limit()).toBe(2);
  seen.most = 0;
  await Promise.all(Array.from({ length: 12 }, () => ask()));
  expect(seen.most).toBeLessThanOrEqual(2);
  targets.divideBy(9);
  expect(limit()).toBe(1);
  targets.allow(new Map());
  expect(limit()).toBeGreaterThanOrEqual(free ?? 0);
});
