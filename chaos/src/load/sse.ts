/** One message of an event stream. */
export interface SseMessage {
  readonly event: string;
  readonly id: string;
  readonly data: string;
}

/** Takes an event stream apart (WHATWG, as far as tRPC uses it). A message that was cut off in the middle is not given. */
export async function* sseMessages(pieces: AsyncIterable<string>): AsyncGenerator<SseMessage> {
  let rest = "";
  for await (const piece of pieces) {
    const blocks = (rest + piece).split("\n\n");
    rest = blocks.pop() ?? "";
    for (const block of blocks) yield messageOf(block);
  }
}

function messageOf(block: string): SseMessage {
  let [event, id, data] = ["message", "", ""];
  for (const line of block.split("\n")) {
    const at = line.indexOf(":");
    const [name, value] = [line.slice(0, at), line.slice(at + 1).replace(/^ /, "")];
    if (name === "event") event = value;
    else if (name === "id") id = value;
    else if (name === "data") data = data === "" ? value : `${data}\n${value}`;
  }
  return { event, id, data };
}
