import type { EgressRequest, JsonObject } from "@orrery/node-kit";
import { createTestInput, createTestStep } from "@orrery/node-kit/harness";
import { expect, test } from "vitest";
import { webhookOutRuntime } from "./runtime.ts";

/** Runs it against an answer, and tells what it asked for. How it is signed as it leaves is the runner's to test. */
async function send(
  config: JsonObject,
  answer: { status: number; headers?: Record<string, string> } = { status: 204 },
) {
  const asked: Partial<EgressRequest>[] = [];
  const fetch = async ({ signal, ...request }: EgressRequest) => {
    expect(signal.aborted).toBe(false);
    asked.push(request);
    return { headers: {}, body: new TextEncoder().encode("no"), ...answer };
  };
  const { ctx } = createTestStep({ fetch, now: 0 });
  const outcome = await webhookOutRuntime.run(
    ctx,
    createTestInput({ url: "https://example.org/in", signing: "shop", payload: { n: 1 }, ...config }),
  );
  return { asked, outcome };
}

test("sends its message as JSON under the key of its step, to be signed as it leaves", async () => {
  const { asked, outcome } = await send({});
  expect(asked).toEqual([
    {
      url: "https://example.org/in",
      method: "POST",
      headers: { "content-type": "application/json", "webhook-id": "key-of-step" },
      body: '{"n":1}',
      credential: "shop",
      redirect: "manual",
      maxBytes: 1_000_000,
    },
  ]);
  expect(outcome).toEqual({ kind: "done", output: { id: "key-of-step", status: 204 } });
});

test("takes an id of its own; one that cannot stand in a signature is refused before anything is sent", async () => {
  const { asked } = await send({ id: " order-7 " });
  expect(asked[0]?.headers?.["webhook-id"]).toBe("order-7");
  for (const id of ["a.b", "a b", "ä", "a\nb", "x".repeat(201)]) {
    const refused = await send({ id });
    expect(refused).toMatchObject({ asked: [], outcome: { kind: "failed", error: { code: "WEBHOOK_ID" } } });
  }
});

test.each([
  [302, {}, "permanent", undefined],
  [410, {}, "permanent", undefined],
  [429, { "retry-after": "7" }, "transient", 7_000],
  [503, {}, "transient", undefined],
])("status %i fails as it should", async (status, headers, errorClass, retryAfterMs) => {
  const { outcome } = await send({}, { status, headers });
  expect(outcome).toEqual({
    kind: "failed",
    error: {
      code: "HTTP_STATUS",
      message: `example.org answered with status ${status}.`,
      class: errorClass,
      details: { status, body: "no" },
      ...(retryAfterMs !== undefined && { retryAfterMs }),
    },
  });
});

test("what is no address, or unsigned, is refused", async () => {
  expect(await send({ url: "nowhere" })).toMatchObject({ asked: [], outcome: { error: { code: "HTTP_ADDRESS" } } });
  const unsigned = await webhookOutRuntime.run(
    createTestStep().ctx,
    createTestInput({ url: "https://example.org/", payload: 1 }),
  );
  expect(unsigned).toMatchObject({ error: { code: "WEBHOOK_UNSIGNED" } });
});
