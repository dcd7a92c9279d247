import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { Graph, Json, JsonObject } from "../index.ts";
import { parseGraph, stripForTemplate } from "../index.ts";
import { sampleGraph } from "../testing/sample-graph.ts";

const catalog = {
  get: (type: string) =>
    type === "call"
      ? {
          fields: [
            { path: "auth", control: "credential" },
            { path: "rows.*.account", control: "credential" },
            { path: "to", control: "text", private: true },
          ],
        }
      : undefined,
};

function graphOf(config: JsonObject): Graph {
  return {
    schema: "orrery.graph/v1",
    name: "One call",
    nodes: [{ id: "ask", type: "call", position: { x: 0, y: 0 }, config }],
    edges: [],
  };
}

function stripConfig(config: JsonObject): { config: Json | undefined; fields: readonly string[] } {
  const { graph, stripped } = stripForTemplate(graphOf(config), catalog);
  return { config: graph.nodes[0]?.config, fields: stripped.map(({ field }) => field) };
}

/** Put together here, so that no scanner takes this file for one that leaks. */
const secrets: readonly string[] = [
  `sk-${"proj4".repeat(6)}`,
  `ghp_${"a1B2".repeat(9)}`,
  `xoxb-${"12345-".repeat(4)}abc`,
  `AKIA${"A7".repeat(8)}`,
  `eyJ${"hbGciOi".repeat(2)}.${"payload9".repeat(2)}.${"signed77"}`,
  `orrery_${"k3y".repeat(12)}`,
  `-----BEGIN RSA PRIVATE KEY-----\n${"MIIB".repeat(9)}\n-----END RSA PRIVATE KEY-----`,
  "https://ada:engine1843@example.org/items",
  "postgres://app:hunter22@db.example.org/shop",
  "https://files.example.org/a.pdf?X-Amz-Signature=0123456789abcdef",
  `https://orrery.example.org/hooks/${"tok3n".repeat(6)}`,
];
const tells = [
  "proj4",
  "a1B2",
  "12345-",
  "A7A7",
  "payload9",
  "k3yk3y",
  "MIIB",
  "engine1843",
  "hunter22",
  "0123456789abcdef",
  "tok3n",
];

describe("what is somebody's own stays behind", () => {
  test("handles of credentials and literals in private fields", () => {
    const config = {
      auth: "billing",
      rows: [{ account: "one", note: "kept" }, { account: "" }],
      to: ["ada@example.org", "{{ start.mail }}", "x {{ start.mail }}", '{{ "ada@example.org" }}'],
    };
    expect(stripConfig(config)).toEqual({
      config: { rows: [{ note: "kept" }, { account: "" }], to: ["", "{{ start.mail }}", "", ""] },
      fields: ["config.auth", "config.rows.0.account", "config.to.0", "config.to.2", "config.to.3"],
    });
  });

  test("what is a secret by its name, and nothing that only speaks of one", () => {
    const config = {
      headers: { Authorization: "abc", "x-api-key": "{{ start.key }}", Accept: "text/html" },
      list: [
        { name: "Cookie", value: "a=b" },
        { name: "token", type: "string" },
      ],
      prompt: "Ask for the password, the token and the key.",
      schema: { properties: { password: { type: "string" } } },
    };
    expect(stripConfig(config)).toEqual({
      config: {
        ...config,
        headers: { ...config.headers, Authorization: "" },
        list: [{ name: "Cookie", value: "" }, config.list[1]],
      },
      fields: ["config.headers.Authorization", "config.list.0.value"],
    });
  });

  test("what is a secret by a longer name, also where an expression stands beside it or says it", () => {
    const kept = {
      Authorization: "Bearer {{ login.token }}",
      "x-auth-token": '{{ start.headers["x-token"] }}',
      Cookie: "sid={{ start.sid }}; lang={{ start.lang }}",
      "idempotency-key": "one of mine",
      max_tokens: 12,
      proxyAuthorization: '{{ "Basic " + login.token }}',
    };
    const taken = {
      "X-Gitlab-Token": "abc",
      "Ocp-Apim-Subscription-Key": "abc",
      "x-functions-key": "abc",
      refreshToken: "abc",
      AWS_SECRET_ACCESS_KEY: "abc",
      db_password: "abc",
      pwd: 12345678,
      token: "abc{{ start.id }}",
      "api-key": '{{ "abc" }}',
      authorization: "Token abc {{ start.id }}",
    };
    expect(stripConfig({ headers: { ...kept, ...taken } })).toEqual({
      config: { headers: { ...kept, ...Object.fromEntries(Object.keys(taken).map((name) => [name, ""])) } },
      fields: Object.keys(taken).map((name) => `config.headers.${name}`),
    });
  });

  test("in a body, in code and in the settings of a connection, by the name before it", () => {
    const config = {
      body: '{ "password": "hunter3", "user": "ada", "token_count": "12345678" }',
      code: "const apiKey = 'abc123abc'; const key = 'kept while it says nothing';",
      connection: "Server=db;User Id=sa;Password=hunter5;Timeout=5",
      address: "https://example.org/?refresh_token=abcdefgh&client_secret={{ start.secret }}",
      bot: `https://api.telegram.org/bot123456789:${"AAE4x".repeat(7)}/sendMessage`,
      hook: "https://hooks.zapier.com/hooks/catch/123456/abcdef/",
    };
    expect(stripConfig(config).config).toEqual({
      body: '{ "password": "", "user": "ada", "token_count": "12345678" }',
      code: "const apiKey = ''; const key = 'kept while it says nothing';",
      connection: "Server=db;User Id=sa;Password=;Timeout=5",
      address: "https://example.org/?refresh_token=&client_secret={{ start.secret }}",
      bot: "https://api.telegram.org/bot/sendMessage",
      hook: "https://hooks.zapier.com/hooks/",
    });
  });

  test("user names, signatures and keys of addresses; the address itself and its expressions stay", () => {
    const config = {
      a: "https://ada:engine1843@example.org/{{ start.id }}?q=1&sig=abcdefgh&page=2",
      b: "https://example.org/?token={{ start.token }}&key=AbCdEf12",
      c: "Bearer abcdefghijklmnop",
    };
    expect(stripConfig(config).config).toEqual({
      a: "https://example.org/{{ start.id }}?q=1&sig=&page=2",
      b: "https://example.org/?token={{ start.token }}&key=",
      c: "Bearer ",
    });
  });

  test("in the words about the workflow, too", () => {
    const graph = { ...graphOf({}), description: `Uses ${secrets[0]}.`, name: secrets[1] ?? "" };
    expect(stripForTemplate(graph, catalog)).toEqual({
      graph: { ...graph, name: "Without a name", description: "Uses ." },
      stripped: [
        { nodeId: null, field: "name", why: "a key or password" },
        { nodeId: null, field: "description", why: "a key or password" },
      ],
    });
  });
});

test("a workflow with nothing of somebody's own is left as it is", () => {
  expect(stripForTemplate(sampleGraph, catalog)).toEqual({ graph: sampleGraph, stripped: [] });
});

const words = fc.constantFrom(
  "plain",
  "{{ start.topic }}",
  "Every table can be exported.",
  "https://example.org/a?q=1",
);
const texts = fc.tuple(words, fc.constantFrom(...secrets, "", ""), words).map((parts) => parts.join(" "));
const names = fc.constantFrom("url", "prompt", "headers", "auth", "to", "rows", "account", "value", "authorization");
const { tree } = fc.letrec<{ tree: Json }>((tie) => ({
  tree: fc.oneof(
    { depthSize: "small" },
    texts,
    fc.integer(),
    fc.array(tie("tree"), { maxLength: 3 }),
    fc.dictionary(names, tie("tree"), { maxKeys: 4 }),
  ),
}));

test("wherever secrets stand: none is left, the document stays valid, and a second time changes nothing", () => {
  fc.assert(
    fc.property(fc.dictionary(names, tree, { maxKeys: 5 }), texts, (config, label) => {
      const [node] = graphOf(config).nodes;
      const graph: Graph = { ...graphOf(config), nodes: node === undefined ? [] : [{ ...node, label }] };
      const once = stripForTemplate(graph, catalog);
      const left = JSON.stringify(once);
      expect(tells.filter((tell) => left.includes(tell))).toEqual([]);
      expect(parseGraph(once.graph)).toEqual({ ok: true, graph: once.graph });
      expect(stripForTemplate(once.graph, catalog)).toEqual({ graph: once.graph, stripped: [] });
      expect(once.graph.nodes.map(({ id, type, position }) => ({ id, type, position }))).toEqual(
        graph.nodes.map(({ id, type, position }) => ({ id, type, position })),
      );
    }),
  );
});
