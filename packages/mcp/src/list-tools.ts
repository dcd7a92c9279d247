import type { Client, RequestOptions, Tool } from "@modelcontextprotocol/client";
import { tooLarge } from "./refusals.ts";

const mostTools = 2_000;

/** All tools of a server as it describes them now, at most 2,000. */
export async function listTools(client: Client, host: string, options: RequestOptions): Promise<readonly Tool[]> {
  const { tools } = await client.listTools(undefined, { ...options, cacheMode: "bypass" });
  if (tools.length > mostTools) throw tooLarge(host);
  return tools;
}
