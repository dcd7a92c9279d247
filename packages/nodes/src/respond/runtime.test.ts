import type { JsonObject } from "@orrery/node-kit";
import { createTestInput, createTestStep } from "@orrery/node-kit/harness";
import { expect, test } from "vitest";
import { respondRuntime } from "./runtime.ts";

const run = (config: JsonObject) => respondRuntime.run(createTestStep().ctx, createTestInput(config));

test("gives the answer as it will be sent", () => {
  const headers = { "Content-Type": "text/plain", "X-Count": 3, "x-none": null };
  expect(run({ status: 404, headers, body: "no such order" })).toEqual({
    kind: "done",
    output: { status: 404, headers: { "content-type": "text/plain", "x-count": "3" }, body: "no such order" },
  });
  expect(run({ status: "201" })).toMatchObject({ output: { status: 201 } });
  expect(run({})).toEqual({ kind: "done", output: { status: 200, headers: {}, body: null } });
});

test.each<[JsonObject, string]>([
  [{ status: "OK" }, "RESPOND_STATUS"],
  [{ status: 101 }, "RESPOND_STATUS"],
  [{ status: 200.5 }, "RESPOND_STATUS"],
  [{ status: null }, "RESPOND_STATUS"],
  [{ headers: [] }, "RESPOND_HEADERS"],
  [{ headers: { "set-cookie": "a=1" } }, "RESPOND_HEADERS"],
  [{ headers: { "Access-Control-Allow-Origin": "*" } }, "RESPOND_HEADERS"],
  [{ headers: { "transfer-encoding": "chunked" } }, "RESPOND_HEADERS"],
  [{ headers: { location: "/a\r\nset-cookie: b" } }, "RESPOND_HEADERS"],
  [{ headers: { "x-emoji": "🙂" } }, "RESPOND_HEADERS"],
])("%j fails with %s", (config, code) => {
  expect(run(config)).toMatchObject({ kind: "failed", error: { code, class: "permanent" } });
});
