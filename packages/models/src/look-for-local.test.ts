import { createServer, type RequestListener } from "node:http";
import type { AddressInfo } from "node:net";
import { createEgress } from "@orrery/egress";
import { afterEach, expect, test } from "vitest";
import { lookForLocal } from "./look-for-local.ts";

const cleanups: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const cleanup of cleanups.splice(0)) await cleanup();
});

async function listen(answer: RequestListener): Promise<number> {
  const server = createServer(answer);
  await new Promise<void>((ready) => server.listen(0, "127.0.0.1", ready));
  cleanups.push(
    () =>
      new Promise((closed) => {
        server.close(() => closed());
        server.closeAllConnections();
      }),
  );
  return (server.address() as AddressInfo).port;
}

const says =
  (status: number, body: string): RequestListener =>
  (_request, response) =>
    void response.writeHead(status, { "content-type": "application/json" }).end(body);

test("a server's models are read from where it lists them", async () => {
  const asked: (string | undefined)[] = [];
  const port = await listen((request, response) => {
    asked.push(`${request.method} ${request.url} ${request.headers.authorization}`);
    says(200, '{"object":"list","data":[{"id":"llama3.2"},{"id":7},{"id":"qwen3:8b"}]}')(request, response);
  });
  const egress = createEgress({ allowPrivateHosts: [`127.0.0.1:${port}`] });
  cleanups.push(egress.close);
  expect(await lookForLocal(egress, [{ name: "ollama", port }])).toEqual([
    { name: "ollama", baseUrl: `http://127.0.0.1:${port}/v1`, isAllowed: true, models: ["llama3.2", "qwen3:8b"] },
  ]);
  expect(asked).toEqual(["GET /v1/models undefined"]);
});

test.each([
  ["another page", says(200, "<p>Welcome")],
  ["other JSON", says(200, '{"models":[]}')],
  ["a refusal", says(401, '{"data":[{"id":"x"}]}')],
  ["too long an answer", says(200, `{"data":[{"id":"x"}],"more":"${"x".repeat(1_100_000)}"}`)],
  ["a way elsewhere", (_request, response) => void response.writeHead(302, { location: "http://127.0.0.1:1/" }).end()],
  ["a broken connection", (_request, response) => void response.socket?.destroy()],
] satisfies [string, RequestListener][])("%s is no model server", async (_what, answer) => {
  const port = await listen(answer);
  const egress = createEgress({ allowPrivateHosts: [`127.0.0.1:${port}`] });
  cleanups.push(egress.close);
  expect(await lookForLocal(egress, [{ name: "vllm", port }])).toMatchObject([{ isAllowed: true, models: null }]);
});

test("an address that is not allowed is not asked", async () => {
  let isAsked = false;
  const port = await listen((request, response) => {
    isAsked = true;
    says(200, '{"data":[]}')(request, response);
  });
  const egress = createEgress();
  cleanups.push(egress.close);
  expect(await lookForLocal(egress, [{ name: "vllm", port }])).toMatchObject([{ isAllowed: false, models: null }]);
  expect(isAsked).toBe(false);
});
