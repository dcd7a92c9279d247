import { createHash } from "node:crypto";
import { type FileValue, type Json, type ModelRequest, StepFailure, type StepFiles } from "@orrery/node-kit";
import { createTestInput, createTestStep } from "@orrery/node-kit/harness";
import { expect, test } from "vitest";
import { promptDefinition } from "./definition.ts";
import { promptRuntime } from "./runtime.ts";

const contents = new Map<string, Uint8Array>();
const read: (readonly [string, number])[] = [];

function file(name: string, signs: string): FileValue {
  const bytes = Buffer.from(signs, "latin1");
  const sha256 = createHash("sha256").update(bytes).digest("hex");
  contents.set(sha256, bytes);
  // What a file says of its kind counts for nothing.
  return { name, sha256, mediaType: "application/octet-stream", bytes: bytes.length };
}

const png = file("a.txt", "\x89PNG\r\n\x1a\nrest");
const jpeg = file("b", "\xff\xd8\xff\xe0rest");
const words = file("c.png", "These are words.");
const gone: FileValue = { ...png, name: "gone.png", sha256: "0".repeat(64) };
const plain = (value: FileValue): Json => ({ ...value });

const none = (): never => {
  throw new Error("A prompt only reads.");
};
const files: StepFiles = {
  ...{ keep: none, find: none, list: none },
  async read({ name, sha256 }, maxBytes) {
    read.push([name, maxBytes]);
    const bytes = contents.get(sha256);
    if (bytes === undefined) throw new StepFailure({ code: "FILE_GONE", message: "Gone.", class: "permanent" });
    return bytes;
  },
};

async function run(images: Json) {
  const asked: ModelRequest[] = [];
  read.length = 0;
  const { ctx } = createTestStep({
    files,
    generate: async (request) => {
      asked.push(request);
      return { text: "A cat.", usage: { inputTokens: 1, outputTokens: 1, usd: 0 }, model: "m-1" };
    },
  });
  try {
    const outcome = await promptRuntime.run(ctx, createTestInput({ prompt: "What is this?", images }));
    return { outcome, asked };
  } catch (cause) {
    if (!(cause instanceof StepFailure)) throw cause;
    return { error: cause.error, asked };
  }
}

test("a file, or a list of them, is shown as what its bytes are, in order, and is no part of the output", async () => {
  const one = await run(plain(jpeg));
  expect(one.asked.map(({ images }) => images)).toEqual([
    [{ mediaType: "image/jpeg", bytes: contents.get(jpeg.sha256) }],
  ]);
  const several = await run([plain(jpeg), plain(png)]);
  expect(several.asked[0]?.images?.map(({ mediaType }) => mediaType)).toEqual(["image/jpeg", "image/png"]);
  expect(read).toEqual([
    ["b", 5_000_000],
    ["a.txt", 5_000_000],
  ]);
  expect(several.outcome).toEqual({
    kind: "done",
    output: { text: "A cat.", usage: { inputTokens: 1, outputTokens: 1, usd: 0 }, model: "m-1" },
    usage: { inputTokens: 1, outputTokens: 1, usd: 0 },
    model: "m-1",
  });
});

test.each<[Json]>([[""], [[]]])("%j is no image, and nothing is said of images", async (images) => {
  const { asked } = await run(images);
  expect(asked.map((request) => "images" in request)).toEqual([false]);
});

test.each<[string, Json, object, number]>([
  [
    "words",
    [plain(png), plain(words)],
    { code: "IMAGE_TYPE", class: "permanent", message: "“c.png” is no PNG, JPEG, WebP or GIF image." },
    2,
  ],
  ["what is no longer kept", plain(gone), { code: "FILE_GONE", class: "permanent" }, 1],
  [
    "a name",
    [plain(png), "a.png"],
    { code: "IMAGE_EXPECTED", message: "Image 2 is to be a file that a step gave, and is text." },
    0,
  ],
  ["nothing", null, { code: "IMAGE_EXPECTED", class: "permanent" }, 0],
  ["nine", Array.from({ length: 9 }, () => plain(png)), { code: "IMAGE_TOO_MANY", class: "limit" }, 0],
])("%s: the model is not asked", async (_what, images, error, reads) => {
  const found = await run(images);
  expect(found).toMatchObject({ error, asked: [] });
  expect(read.length).toBe(reads);
});

test("the card says how many where that is known, and files are granted only with images", () => {
  const about = (images?: Json, model = "default") => {
    const config = promptDefinition.config.parse({ model, prompt: "What?", ...(images !== undefined && { images }) });
    return [promptDefinition.summary(config).slice(1), promptDefinition.capabilities?.(config).namespaces ?? []];
  };
  expect(about()).toEqual([[], []]);
  expect(about("")).toEqual([[], []]);
  expect(about(["{{ a.file }}"])).toEqual([[{ text: "1 image" }], ["files"]]);
  expect(about(["{{ a.file }}", "{{ b.file }}"])).toEqual([[{ text: "2 images" }], ["files"]]);
  expect(about("{{ a.files }}", "there/m-1")).toEqual([[{ text: "there/m-1 · with images", mono: true }], ["files"]]);
  const nine = { prompt: "What?", images: Array.from({ length: 9 }, () => "{{ a.file }}") };
  expect(promptDefinition.config.safeParse(nine).success).toBe(false);
});
