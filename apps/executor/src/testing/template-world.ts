import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import type { Json, JsonObject } from "@orrery/graph";
import { call, say } from "./scripted-model.ts";

/** A real server that is the model and the web of the gallery's templates. */
export interface TemplateWorld {
  /** Host and port. */
  readonly host: string;
  close(): void;
}

interface Asked {
  readonly messages: readonly { readonly role: string }[];
  readonly tools?: readonly { readonly function: { readonly name: string } }[];
  readonly response_format?: { readonly json_schema?: { readonly schema?: JsonObject } };
}

const sentence = "Every table can be exported from today.";

/** What the model calls each tool with, the first that it has of them. */
const callsOfTools: Readonly<Record<string, JsonObject>> = {
  search_wikipedia: { words: "Antikythera mechanism" },
  count_words: { text: "Every table can be exported." },
  ask_member: { member: "Editor", task: "Count the words." },
};

/** What the web answers, by the beginning of the path. */
const pages: readonly (readonly [path: string, type: string, body: string])[] = [
  ["/w/api.php", "application/json", '{"query":{"pages":{"1":{"title":"Gears","extract":"It has thirty gears."}}}}'],
  ["/repos/", "text/plain", "diff --git a/a.ts b/a.ts\n+const limit = 10;\n"],
  ["/orgs/postgres", "application/json", '{"description":"A database.","public_repos":12}'],
  ["/undici/", "application/json", '{"name":"undici","version":"8.1.0","description":"HTTP"}'],
  ["/page", "text/html", "<title>Prices</title><p>The small plan now costs 12 euros a month.</p>"],
];

export async function openTemplateWorld(): Promise<TemplateWorld> {
  const server = createServer(async (request, response) => {
    const { url = "/" } = request;
    const pieces: Buffer[] = [];
    for await (const piece of request) pieces.push(piece);
    if (url.endsWith("/chat/completions")) {
      answerAsModel(JSON.parse(Buffer.concat(pieces).toString()))(response);
      return;
    }
    const [, type, body] = pages.find(([path]) => url.startsWith(path)) ?? [];
    response
      .writeHead(body === undefined ? 404 : 200, { "content-type": type ?? "text/plain" })
      .end(body ?? "Not here");
  });
  await new Promise<void>((ready) => server.listen(0, "127.0.0.1", ready));
  return {
    host: `127.0.0.1:${(server.address() as AddressInfo).port}`,
    close() {
      server.closeAllConnections();
      server.close();
    },
  };
}

/** Follows from the request alone: an object of the shape that is asked for, one tool call, or a sentence. */
function answerAsModel({ messages, tools = [], response_format: format }: Asked) {
  const schema = format?.json_schema?.schema;
  if (schema !== undefined) return say(JSON.stringify(smallest(schema)));
  const name = tools.map((tool) => tool.function.name).find((one) => one in callsOfTools);
  // A team tells its members what was said in words, an agent by messages of its tools.
  const hasCalled = messages.some(({ role }) => role === "tool") || JSON.stringify(messages).includes(sentence);
  if (name !== undefined && !hasCalled) return call(name, JSON.stringify(callsOfTools[name]));
  return say(sentence);
}

/** A value of the schema: the first choice, the largest number, one entry. */
function smallest(schema: Json | undefined): Json {
  if (!isObject(schema)) return null;
  if (Array.isArray(schema.enum)) return schema.enum[0] ?? null;
  if (isObject(schema.properties)) {
    return Object.fromEntries(Object.entries(schema.properties).map(([name, one]) => [name, smallest(one)]));
  }
  if (schema.type === "array") return [smallest(schema.items)];
  if (schema.type === "integer" || schema.type === "number") return schema.maximum ?? 1;
  return schema.type === "boolean" ? true : "It has thirty gears.";
}

function isObject(value: Json | undefined): value is JsonObject {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
