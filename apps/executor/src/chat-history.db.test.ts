import { type TestDatabase, testDatabase } from "@orrery/db/testing";
import type { RunEvent } from "@orrery/engine";
import type { JsonObject } from "@orrery/graph";
import { startPublished } from "@orrery/services";
import { afterAll, beforeAll, expect, test } from "vitest";
import { type RunningExecutor, startExecutor } from "./start-executor.ts";
import { graphOf } from "./testing/graph-runs.ts";
import { openPublisher, type Publisher } from "./testing/open-publisher.ts";
import { collectNews } from "./testing/quiet-news.ts";
import { openScriptedModel, type ScriptedModel, say } from "./testing/scripted-model.ts";

/** A chat whose agent is told what was said before, on a real executor against a real server: what the model is asked. */

let database: TestDatabase;
let executor: RunningExecutor;
let publisher: Publisher;
let model: ScriptedModel;
const { said, news } = collectNews();

beforeAll(async () => {
  model = await openScriptedModel();
  database = await testDatabase();
  const env = { ORRERY_MODEL_BASE_URL: `http://${model.host}/v1`, ORRERY_MODEL_NAME: "scripted" };
  executor = startExecutor({ databaseUrl: database.url, env, news });
  publisher = openPublisher(database.url);
  await executor.ready;
});
afterAll(async () => {
  await executor.stop();
  await publisher.close();
  await database.drop();
  model.close();
  expect(said).toEqual([]);
});

/** A published chat whose agent is told what was said before; each message is answered before the next is sent. */
async function talk(config: JsonObject) {
  const drawn = graphOf(
    [
      { id: "message", type: "chat", config: {} },
      {
        id: "helper",
        type: "agent",
        config: { prompt: "{{ message.text }}", history: "{{ message.messages }}", ...config },
      },
      { id: "end", type: "output", config: { value: "{{ helper.text }}" } },
    ],
    ["message -> helper", "helper -> end"],
  );
  const { id: workflowId } = await publisher.publish(drawn);
  return async (text: string): Promise<readonly RunEvent[]> => {
    const input = { workflowId, input: { text, conversation: "a" }, chat: true };
    const { runId } = await startPublished({ ctx: publisher.ctx, input });
    return publisher.until(runId, (log) => log.some(({ type }) => /^run\.(succeeded|failed)$/.test(type)));
  };
}

const endOf = (log: readonly RunEvent[]) => log.at(-1)?.type;
const partsOf = (log: readonly RunEvent[]) =>
  log.flatMap((event) => (event.type === "step.succeeded" && event.stepKey.includes("#") ? [event.stepKey] : []));
/** What each call was told, the system's part left out. */
const toldTo = ({ asked }: ScriptedModel) =>
  asked.map((body) => {
    const { messages }: { readonly messages: readonly { readonly role: string; readonly content: unknown }[] } =
      JSON.parse(body);
    return messages.filter(({ role }) => role !== "system");
  });

test("the second message's call contains the first exchange, before the message", async () => {
  model.play([say("Hello, Ada."), say("You are Ada.")]);
  const send = await talk({});
  expect(endOf(await send("I am Ada."))).toBe("run.succeeded");
  expect(endOf(await send("Who am I?"))).toBe("run.succeeded");
  expect(toldTo(model)).toEqual([
    [{ role: "user", content: "I am Ada." }],
    [
      { role: "user", content: "I am Ada." },
      { role: "assistant", content: "Hello, Ada." },
      { role: "user", content: "Who am I?" },
    ],
  ]);
});

test("with a window of two and a summary, what is older is summed up first, in a turn of its own", async () => {
  model.play([say("Hello, Ada."), say("A nice town."), say("Noted."), say("Ada said who she is."), say("In Zürich.")]);
  const send = await talk({ context: "summary", contextTurns: 2 });
  const logs: (readonly RunEvent[])[] = [];
  for (const text of ["I am Ada.", "I live in Zürich.", "I like tea.", "Where do I live?"]) logs.push(await send(text));
  expect(logs.map(endOf)).toEqual(Array(4).fill("run.succeeded"));
  expect(logs.map(partsOf)).toEqual([...Array(3).fill(["helper#turn.1"]), ["helper#summary.0", "helper#turn.1"]]);
  expect(toldTo(model).slice(3)).toEqual([
    [{ role: "user", content: "User: I am Ada.\n\nAssistant: Hello, Ada." }],
    [
      { role: "user", content: "What was said before, summed up:\nAda said who she is." },
      { role: "user", content: "I live in Zürich." },
      { role: "assistant", content: "A nice town." },
      { role: "user", content: "I like tea." },
      { role: "assistant", content: "Noted." },
      { role: "user", content: "Where do I live?" },
    ],
  ]);
});
