import { expect, test } from "vitest";
import { sseMessages } from "./sse.ts";

async function* pieces(...texts: string[]) {
  yield* texts;
}

test("messages come whole wherever the stream was cut, and what is not whole does not come", async () => {
  const text = 'event: connected\ndata: {}\n\ndata: {"a":1}\nid: 3,0\n\nevent: ping\ndata: \n\ndata: {"b"';
  for (let cut = 0; cut <= text.length; cut += 1) {
    const found = await Array.fromAsync(sseMessages(pieces(text.slice(0, cut), text.slice(cut))));
    expect(found).toEqual([
      { event: "connected", id: "", data: "{}" },
      { event: "message", id: "3,0", data: '{"a":1}' },
      { event: "ping", id: "", data: "" },
    ]);
  }
});
