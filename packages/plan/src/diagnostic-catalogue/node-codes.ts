import { edges, graph, node, start, transform } from "./draw.ts";
import type { CatalogueEntry } from "./entry.ts";

const one = (type: string, config: Parameters<typeof node>[2], extras?: Parameters<typeof node>[3]) => () =>
  graph([start(), node("a", type, config, extras)], edges("start -> a"));

/** What can be wrong with one node by itself. */
export const nodeCodes: readonly CatalogueEntry[] = [
  {
    code: "ORR_UNKNOWN_TYPE",
    title: "A type does not exist",
    explanation: "No node type of this name is known here.",
    mend: "Choose one from the palette; the message names the nearest.",
    example: one("promt", { prompt: "Hello" }),
  },
  {
    code: "ORR_PRICE_UNKNOWN",
    title: "A limit in dollars meets a model without a price",
    explanation:
      "A warning. What the model costs is not known, so its calls cannot be held against the limit: a step that would call it fails with `BUDGET_PRICE_UNKNOWN` instead.",
    mend: "Enter the price (`ORRERY_MODEL_PRICES`), choose another model, or limit tokens or calls instead of dollars.",
    example: () => ({
      ...one("prompt", { model: "default", prompt: "Hello" })(),
      settings: { budget: { maxUsd: 1 } },
    }),
    prices: { isKnown: () => false },
  },
  {
    code: "ORR_PIN",
    title: "A pinned output misleads",
    explanation:
      "A warning. What is pinned does not fit what the node gives, leaves by a way that the node does not have, or stands at a node that does not use it.",
    mend: "Edit the pin, or unpin the node. Published runs never use pins.",
    example: one("branch", { when: true }, { pinned: { output: { taken: 1 } } }),
  },
  {
    code: "ORR_CACHE_EFFECT",
    title: "A node cannot keep its result",
    explanation:
      "Only what could be made again without harm may be left undone: no containers, nothing with an effect outside or that asks others on its way (an agent, code with hosts), and nothing that waits for a person, a time or another run.",
    mend: "Remove the cache.",
    example: one(
      "http-request",
      { method: "POST", url: "https://example.org/" },
      { policy: { cache: { ttlMs: 60_000 } } },
    ),
  },
  {
    code: "ORR_RETRY_EFFECT",
    title: "A retry may do something twice",
    explanation:
      "A warning. A request that changes something and carries no idempotency key may have had its effect although its answer was lost, by a time limit or a connection that broke; tried again, it has it a second time.",
    mend: "Give the step an idempotency key, or one attempt. `onUncertain: retry` says that twice does no harm.",
    example: one(
      "http-request",
      { method: "POST", url: "https://example.org/" },
      { policy: { retry: { maxAttempts: 3 } } },
    ),
  },
  {
    code: "ORR_NO_ATTEMPTS",
    title: "A container has attempts to make",
    explanation:
      "A warning. A node that holds others is gone through once; its `retry` and `timeoutMs` do nothing. Attempts are those of the nodes inside.",
    mend: "Give the retry or the time limit to the nodes inside, and say by `onError` what follows when the container fails.",
    example: one("map", { items: [1, 2] }, { policy: { timeoutMs: 1_000 } }),
  },
  {
    code: "ORR_LABEL",
    title: "A label that no executor can have",
    explanation: "The step would wait for ever: labels are letters, digits and . _ - : /, at most 64 of them.",
    mend: "Name a label as an executor shows it on the Fleet page.",
    example: one("transform", { value: 1 }, { policy: { runsOn: ["a GPU"] } }),
  },
  {
    code: "ORR_TYPE_VERSION",
    title: "A node uses another version of its type",
    explanation: "`typeVersion` names a version that this engine does not have.",
    mend: "Remove `typeVersion`, and check the node's settings.",
    example: one("transform", { value: 1 }, { typeVersion: 7 }),
  },
  {
    code: "ORR_CONFIG",
    title: "A setting does not fit",
    explanation: "A setting of the node has a value that its type does not take.",
    mend: "Put in what the message asks for. The page of the node type lists all settings.",
    example: one("prompt", { prompt: "Hello", temperature: "warm" }),
  },
  {
    code: "ORR_FIELD_EMPTY",
    title: "A setting is empty",
    explanation: "The node cannot do its work without this setting.",
    mend: "Fill it in.",
    example: one("branch", { when: "" }),
  },
  {
    code: "ORR_FIELD_TYPE",
    title: "A setting has a value of the wrong type",
    explanation: "What the expression gives is not what the setting needs, such as text where a list is needed.",
    mend: "Change the expression. The message says what it gives and what is needed.",
    example: one("branch", { when: "{{ start.topic }}" }),
  },
  {
    code: "ORR_SCHEMA",
    title: "A JSON Schema cannot be used",
    explanation: "The schema is malformed, or uses a keyword that has no bound, such as `pattern`.",
    mend: "Change the schema at the place that the message names.",
    example: one("prompt", { prompt: "Hello", outputSchema: { type: "string", pattern: "(a+)+" } }),
  },
  {
    code: "ORR_CASE_ID",
    title: "A case has a name that cannot be used",
    explanation: "Cases of a switch have different names, and none is called `otherwise` or `error`.",
    mend: "Rename the case.",
    example: one("switch", { cases: [{ id: "otherwise", when: "{{ start.topic == '' }}" }] }),
  },
  {
    code: "ORR_ADDRESS",
    title: "An address is not a web address",
    explanation: "An address begins with `http://` or `https://`, names a host, and holds no name and password.",
    mend: "Write the whole address.",
    example: one("http-request", { url: "example.org/items" }),
  },
  {
    code: "ORR_BODY_NOT_SENT",
    title: "A body is not sent",
    explanation: "GET and HEAD send no body. This is a warning.",
    mend: "Choose POST, PUT or PATCH, or remove the body.",
    example: one("http-request", { url: "https://example.org/", body: { a: 1 } }),
  },
  {
    code: "ORR_HOST_ANY",
    title: "A host is only known in a run",
    explanation:
      "The host of the address comes from an expression, so the plan has to allow every public host (`host:*`). This is a warning.",
    mend: "Write the host into the address, and only what comes after it as an expression.",
    example: one("http-request", { url: "{{ start.topic }}" }),
  },
  {
    code: "ORR_ROOT_ONLY",
    title: "A node stands inside a container and cannot",
    explanation: "`input` and `output` belong to the whole run.",
    mend: "Move it out of the container.",
    example: () =>
      graph(
        [start(), node("each", "map", { items: [1] }), node("o", "output", { value: 1 }, { parentId: "each" })],
        edges("start -> each"),
      ),
  },
  {
    code: "ORR_TOO_MANY_OF_TYPE",
    title: "There is more than one of a type",
    explanation: "A workflow has at most one input.",
    mend: "Keep one, with all fields.",
    example: () => graph([start(), node("more", "input", { schema: { type: "object" } })], []),
  },
  {
    code: "ORR_PARENT_NOT_CONTAINER",
    title: "A node is inside something that holds nothing",
    explanation: "`parentId` names a node that is not a container.",
    mend: "Move the node out, or into a container.",
    example: () => graph([start(), transform("a", 1), transform("b", 1, { parentId: "a" })], edges("start -> a")),
  },
  {
    code: "ORR_NESTED_TOO_DEEP",
    title: "Containers are nested too deep",
    explanation: "A node may be inside 16 containers.",
    mend: "Move it further out.",
    example: () =>
      graph(
        Array.from({ length: 18 }, (_, index) =>
          node(`m_${index}`, "map", { items: [1] }, index === 0 ? {} : { parentId: `m_${index - 1}` }),
        ),
        [],
      ),
    shown: "A map in a map in a map, and so on, 18 deep.",
  },
  {
    code: "ORR_PLACEHOLDER",
    title: "A placeholder has not been replaced",
    explanation: "It keeps the place of an imported step that has no counterpart here, and does nothing.",
    mend: "Put a step that does its work in its place, or remove it.",
    example: () =>
      graph(
        [start(), node("a", "placeholder", { from: "n8n", was: "n8n-nodes-base.hubspot", kept: {} })],
        edges("start -> a"),
      ),
  },
];
