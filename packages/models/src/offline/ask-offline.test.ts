import { type JsonObject, StepFailure } from "@orrery/node-kit";
import { expect, test } from "vitest";
import { askOffline } from "./ask-offline.ts";

const signal = new AbortController().signal;
const ask = (prompt: string, more: { system?: string; outputSchema?: JsonObject } = {}) =>
  askOffline({ model: "default", prompt, signal, ...more });
const fill = async (prompt: string, properties: JsonObject, more: { system?: string } = {}) =>
  (await ask(prompt, { outputSchema: { type: "object", properties, required: Object.keys(properties) }, ...more }))
    .object;

const release = `2.3.0 - 2026-08-11

### Changed

- **Node 18 is no longer supported.** The library now needs Node 20 or newer, because it uses the built-in \`fetch\`.
- 1a2b3c4: Queries are prepared once per connection ([#12](https://example.org/12)).

### Internal

- Updated dependencies
- chore: format`;

test("a section of a changelog is summed up in its own sentences, what breaks comes along", async () => {
  const { text, model, usage } = await ask(`Summarise in three sentences what this version changes.\n\n${release}`);
  expect({ text, model, usd: usage.usd }).toEqual({
    text: "Node 18 is no longer supported. The library now needs Node 20 or newer, because it uses the built-in `fetch`. Queries are prepared once per connection.",
    model: "offline",
    usd: 0,
  });
});

test("the same question gives the same answer", async () => {
  const prompt = `Summarise:\n\n${release}`;
  expect(await ask(prompt)).toEqual(await ask(prompt));
});

const article =
  "Tides are the rise and fall of sea levels. They are caused by the gravity of the Moon and the Sun. " +
  "Many sailors plan their journeys by the tides. The Moon pulls on the water that is nearest to it. " +
  "Sea levels rise on the side that faces the Moon. A cat slept on the pier.";

test("the length and form that are asked for are kept", async () => {
  expect((await ask(`Summarise in one sentence: ${article}`)).text.split(". ").length).toBe(1);
  expect((await ask(`Give two bullet points.\n\n${article}`)).text.split("\n").map((line) => line.slice(0, 2))).toEqual(
    ["- ", "- "],
  );
  expect((await ask(`Summarise in 12 words.\n\n${article}`)).text.split(" ").length).toBeLessThanOrEqual(12);
  expect((await ask(`Summarise in three sentences.\n\n${article}`)).text).not.toContain("cat");
});

test("a text without an instruction is summed up, a short one stays as it is", async () => {
  expect((await ask("Hello there")).text).toBe("Hello there.");
  expect((await ask("12")).text).toBe("12");
});

const rating = {
  urgency: { type: "string", enum: ["urgent", "normal", "low"] },
  because: { type: "string" },
};

test.each([
  ["Nobody in finance can log in since this morning. Payroll is due today!", "urgent"],
  ["All orders since 9:00 are gone from the dashboard. Is our data lost?", "urgent"],
  ["I was charged twice for my subscription", "urgent"],
  ["Our payment page shows error 500 for every customer", "urgent"],
  ["The export to CSV puts the dates in the wrong column. We can sort them by hand for now.", "normal"],
  ["Can't print the report, the button does nothing. I can screenshot it.", "normal"],
  ["Thank you for the new dark theme. Could the sidebar remember its width?", "low"],
  ["How do I change the e-mail address of my account?", "low"],
  ["It's not urgent, but the footer link is wrong", "low"],
])("%s is %s", async (ticket, urgency) => {
  const object = await fill(`How urgent is this ticket?\n\n${ticket}`, rating);
  expect(object).toMatchObject({ urgency });
});

test("because is the sentence that decides", async () => {
  const object = await fill("How urgent?\n\nWe like your product. The whole site is down since 8:00.", rating);
  expect(object).toEqual({ urgency: "urgent", because: "The whole site is down since 8:00." });
});

test("labels that nobody knows are told by what the instructions say about them", async () => {
  const labels = { team: { type: "string", enum: ["kepler", "tycho"] } };
  const system = "kepler: invoices, refunds and contracts. tycho: cables, routers and wireless networks.";
  expect(await fill("Which team?\n\nThe router in room 4 blinks red.", labels, { system })).toEqual({ team: "tycho" });
  expect(await fill("Which team?\n\nPlease refund my last invoice.", labels, { system })).toEqual({ team: "kepler" });
});

test("fields are picked out by their form, their name and their key", async () => {
  const letter = `Invoice: R-2041
Dear team,

Ada Lovelace asked us on 3 November 2026 to bill $1,250.50 for 12 seats, due 2026-12-01.
Write to ada@example.org or see https://example.org/r/2041.`;
  expect(
    await fill(`Extract the fields.\n\n${letter}`, {
      invoice: { type: "string" },
      customer_name: { type: "string" },
      email: { type: "string", format: "email" },
      link: { type: "string", format: "uri" },
      due_date: { type: ["string", "null"], format: "date" },
      amount: { type: "number" },
      seats: { type: "integer" },
      phone: { type: ["string", "null"] },
      dates: { type: "array", items: { type: "string" } },
    }),
  ).toEqual({
    invoice: "R-2041",
    customer_name: "Ada Lovelace",
    email: "ada@example.org",
    link: "https://example.org/r/2041",
    due_date: "2026-12-01",
    amount: 1250.5,
    seats: 12,
    phone: null,
    dates: ["2026-11-03", "2026-12-01"],
  });
});

test("lists of objects take one entry for each item", async () => {
  const items = {
    type: "object",
    properties: { kind: { enum: ["bug", "feature"] }, title: { type: "string" } },
    required: ["kind", "title"],
  };
  expect(
    await fill("List the tasks.\n\n- The export crashes on empty files.\n- Please add an option for dark mode.", {
      tasks: { type: "array", items },
    }),
  ).toEqual({
    tasks: [
      { kind: "bug", title: "The export crashes on empty files" },
      { kind: "feature", title: "Please add an option for dark mode" },
    ],
  });
});

test("references, choices of shapes and bounds of a schema are kept", async () => {
  const object = await ask("Rate this.\n\nA fine day. Score 250.", {
    outputSchema: {
      type: "object",
      properties: {
        score: { $ref: "#/$defs/score" },
        note: { anyOf: [{ type: "string", maxLength: 8 }, { type: "null" }] },
      },
      required: ["score", "note"],
      $defs: { score: { type: "number", minimum: 0, maximum: 100 } },
    },
  });
  expect(object.object).toEqual({ score: 100, note: "A fine…" });
});

test("a shape that cannot be filled is an error, not a wrong answer", async () => {
  const outputSchema = { type: "object", properties: { code: { type: "string", minLength: 400 } }, required: ["code"] };
  await expect(ask("Hello", { outputSchema })).rejects.toThrow(StepFailure);
});

test("the text streams in pieces that make up the whole, and can be stopped", async () => {
  const pieces: string[] = [];
  const { text } = await askOffline({
    model: "default",
    prompt: `Summarise.\n\n${article}`,
    signal,
    onText: (piece) => pieces.push(piece),
  });
  expect({ text: pieces.join(""), many: pieces.length > 3 }).toEqual({ text, many: true });
  const stop = new AbortController();
  const stopped = askOffline({
    model: "default",
    prompt: `Summarise.\n\n${article}`,
    signal: stop.signal,
    onText: () => stop.abort(),
  });
  await expect(stopped).rejects.toMatchObject({ error: { code: "MODEL_ABORTED" } });
});

test("images are refused, not passed over; without any the answer is as before", async () => {
  const image = { mediaType: "image/png", bytes: new Uint8Array(8) } as const;
  const request = { model: "default", prompt: "What is this?", signal };
  await expect(askOffline({ ...request, images: [image] })).rejects.toMatchObject({
    error: {
      code: "MODEL_NO_IMAGES",
      class: "permanent",
      message: "The offline model is no LLM and cannot see images. Choose a model that can.",
    },
  });
  expect(await askOffline({ ...request, images: [] })).toEqual(await askOffline(request));
});
