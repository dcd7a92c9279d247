import { afterAll, beforeAll, expect, test } from "vitest";
import { type EverythingServer, startEverythingServer } from "./testing/everything-server.ts";
import { createToolsBench, failureOf } from "./testing/tools-bench.ts";

let server: EverythingServer;
let bench: ReturnType<typeof createToolsBench>;

beforeAll(async () => {
  server = await startEverythingServer();
  bench = createToolsBench(server);
  await bench.approve(
    ...["echo", "get-sum", "get-structured-content", "get-tiny-image", "trigger-long-running-operation"],
  );
});
afterAll(async () => {
  await bench.close();
  await server.close();
});

test("the public server's tools are listed with what they take, give and do", async () => {
  const listing = await bench.tools.list("default", bench.server);
  if (!listing.ok) throw new Error(listing.message);
  expect(listing.server).toBe("Everything Reference Server");
  expect(listing.tools.filter(({ problem }) => problem !== null)).toEqual([]);
  expect(listing.tools.find(({ name }) => name === "get-structured-content")?.face).toEqual({
    title: "Get Structured Content Tool",
    description: "Returns structured content along with an output schema for client data validation",
    inputSchema: {
      $schema: "http://json-schema.org/draft-07/schema#",
      type: "object",
      properties: {
        location: { type: "string", enum: ["New York", "Chicago", "Los Angeles"], description: "Choose city" },
      },
      required: ["location"],
    },
    outputSchema: {
      $schema: "http://json-schema.org/draft-07/schema#",
      type: "object",
      properties: {
        temperature: { type: "number", description: "Temperature in celsius" },
        conditions: { type: "string", description: "Weather conditions description" },
        humidity: { type: "number", description: "Humidity percentage" },
      },
      required: ["temperature", "conditions", "humidity"],
      additionalProperties: false,
    },
    effect: "repeatable",
    host: server.host,
    hash: expect.stringMatching(/^[0-9a-f]{64}$/),
  });
});

test("what a server says of itself has the same hash each time", async () => {
  const before = new Map(bench.approved);
  await bench.approve(...before.keys());
  expect([...bench.approved.values()].map(({ hash }) => hash)).toEqual([...before.values()].map(({ hash }) => hash));
});

test("a tool gives its text", async () => {
  expect(await bench.call("get-sum", { a: 1, b: 2 })).toEqual({
    isError: false,
    text: "The sum of 1 and 2 is 3.",
    content: [{ type: "text", text: "The sum of 1 and 2 is 3." }],
    structured: null,
  });
});

test("a tool that says its shape gives it", async () => {
  const { structured } = await bench.call("get-structured-content", { location: "New York" });
  expect(structured).toEqual({ temperature: 33, conditions: "Cloudy", humidity: 82 });
});

test("an image comes as the block that it is", async () => {
  const { content } = await bench.call("get-tiny-image", {});
  expect(content[1]).toEqual({ type: "image", mimeType: "image/png", data: expect.stringMatching(/^iVBORw0KGgo/) });
});

test("arguments that do not fit are not sent", async () => {
  expect(await failureOf(bench.call("echo", { message: 3 }))).toEqual({
    code: "MCP_ARGS",
    class: "permanent",
    message: "The arguments of “echo” of “library” at message: This should be text, and is a number.",
  });
});

test("a long call tells how far it is", async () => {
  const said: string[] = [];
  const onProgress = (text: string) => said.push(text);
  const answer = await bench.call("trigger-long-running-operation", { duration: 1, steps: 2 }, { onProgress });
  expect(answer.text).toBe("Long running operation completed. Duration: 1 seconds, Steps: 2.");
  // The answer may come in before the last word on how far it was.
  expect(said[0]).toBe("1 of 2");
});

test("a long call ends with its time, and with the step", async () => {
  const long = { duration: 600, steps: 2 };
  expect(await failureOf(bench.call("trigger-long-running-operation", long, { timeoutMs: 1_500 }))).toEqual({
    code: "MCP_TIMEOUT",
    class: "transient",
    message: `${server.host} did not answer within 1500 ms.`,
  });
  const stop = new AbortController();
  const call = bench.call("trigger-long-running-operation", long, { signal: stop.signal });
  stop.abort(new Error("stopped by a person"));
  await expect(call).rejects.toThrow("stopped by a person");
});

test("a tool that was not approved, and one that a plan does not let it reach, are not called", async () => {
  expect(await failureOf(bench.call("get-env", {}))).toMatchObject({ code: "MCP_NOT_APPROVED", class: "permanent" });
  expect(await failureOf(bench.call("echo", { message: "hi" }, { server: "other" }))).toMatchObject({
    code: "MCP_SERVER_UNKNOWN",
  });
  expect(await failureOf(bench.call("echo", { message: "hi" }, { hosts: ["elsewhere.example"] }))).toMatchObject({
    code: "EGRESS_DENIED",
    class: "permanent",
  });
});
