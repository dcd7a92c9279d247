import { expect, test } from "vitest";
import { type CommentThread, commentsWords, openByNode } from "./comments-host.ts";

const thread = (id: string, nodeId: string | null, isResolved = false): CommentThread => ({
  ...{ id, nodeId, text: id, author: "Ada", at: 0, editedAt: null, isOwn: false, replies: [] },
  resolved: isResolved ? { at: 1, by: "Ada" } : null,
});

test("a mark counts the open threads about its node", () => {
  const threads = [thread("a", "greet"), thread("b", "greet"), thread("c", "greet", true), thread("d", null)];
  expect(openByNode([...threads, thread("e", "end", true)])).toEqual(new Map([["greet", 2]]));
  expect([commentsWords(1), commentsWords(2)]).toEqual(["1 comment", "2 comments"]);
});
