import { afterAll, beforeAll, expect, test } from "vitest";
import { ServiceError } from "../service-error.ts";
import { type ServiceBench, serviceBench } from "../testing/service-bench.ts";
import { addProvider } from "./add-provider.ts";
import { chooseModels } from "./choose-models.ts";
import { listProviderModels } from "./list-provider-models.ts";

let bench: ServiceBench;
beforeAll(async () => {
  bench = await serviceBench();
});
afterAll(() => bench.close());

const reasonOf = (asked: Promise<unknown>) =>
  asked.then(
    () => "taken",
    (error: unknown) => (error instanceof ServiceError ? `${error.code} ${error.reason}` : String(error)),
  );

test("the models of a provider are chosen anew, each once", async () => {
  const ctx = bench.owner;
  const { id } = await addProvider({ ctx, input: { handle: "chosen", kind: "openai", models: ["a"] } });
  await chooseModels({ ctx, input: { id, models: [" b ", "c", "b", ""] } });
  const found = await bench.services.db.modelProvider.findUniqueOrThrow({ where: { id } });
  expect(found.models).toEqual(["b", "c"]);
  expect(await reasonOf(chooseModels({ ctx, input: { id, models: [" "] } }))).toBe("INVALID PROVIDER_MODELS");
});

test.each(["a\ud800", "\udc00", "a\0"])(
  "half a sign or a zero in %j is refused wherever a text is taken",
  async (bad) => {
    const ctx = bench.owner;
    const input = { handle: "half", kind: "openai", models: ["m"] } as const;
    const { id } = await addProvider({
      ctx,
      input: { ...input, handle: `whole-${encodeURIComponent(bad.toWellFormed()).toLowerCase().replaceAll("%", "")}` },
    });
    expect(
      await Promise.all([
        reasonOf(addProvider({ ctx, input: { ...input, models: ["m", bad] } })),
        reasonOf(addProvider({ ctx, input: { ...input, credential: bad } })),
        reasonOf(addProvider({ ctx, input: { ...input, baseUrl: `https://example.org/${bad}` } })),
        reasonOf(addProvider({ ctx, input: { ...input, handle: bad } })),
        reasonOf(chooseModels({ ctx, input: { id, models: [bad] } })),
        reasonOf(listProviderModels({ ctx, input: { kind: "openai", credential: bad } })),
      ]),
    ).toEqual([
      "INVALID PROVIDER_MODELS",
      "INVALID PROVIDER_CREDENTIAL",
      "INVALID PROVIDER_ADDRESS",
      "INVALID PROVIDER_HANDLE",
      "INVALID PROVIDER_MODELS",
      "INVALID PROVIDER_CREDENTIAL",
    ]);
  },
);

test("there is no usual address of Azure and Bedrock", async () => {
  const ctx = bench.owner;
  const of = (kind: "azure" | "bedrock") =>
    reasonOf(addProvider({ ctx, input: { handle: kind, kind, models: ["m"] } }));
  expect(await Promise.all([of("azure"), of("bedrock")])).toEqual([
    "INVALID PROVIDER_ADDRESS",
    "INVALID PROVIDER_ADDRESS",
  ]);
});
