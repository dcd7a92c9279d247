import type { JsonObject, MailRequest } from "@orrery/node-kit";
import { createTestInput, createTestStep } from "@orrery/node-kit/harness";
import { expect, test } from "vitest";
import { emailDefinition } from "./definition.ts";
import { emailRuntime } from "./runtime.ts";

async function run(config: JsonObject) {
  const sent: Partial<MailRequest>[] = [];
  const { ctx } = createTestStep({
    sendMail: async ({ signal: _signal, ...request }) => {
      sent.push(request);
      return { messageId: "<1@example.org>", accepted: request.to, rejected: [] };
    },
  });
  const given = { server: "post", from: "orders@example.org", to: "ada@example.org", subject: "Hello", text: "Hi" };
  return { sent, outcome: await emailRuntime.run(ctx, createTestInput({ ...given, ...config })) };
}

test("hands the message over, with every address apart", async () => {
  const { sent, outcome } = await run({
    to: ["Ada <ada@example.org>", "bob@example.com"],
    cc: "cy@example.com",
    replyTo: "",
  });
  expect(sent).toEqual([
    {
      credential: "post",
      from: "orders@example.org",
      to: ["Ada <ada@example.org>", "bob@example.com"],
      cc: ["cy@example.com"],
      bcc: [],
      subject: "Hello",
      text: "Hi",
      idempotencyKey: "key-of-step",
    },
  ]);
  expect(outcome).toEqual({
    kind: "done",
    output: { messageId: "<1@example.org>", accepted: ["Ada <ada@example.org>", "bob@example.com"], rejected: [] },
  });
});

test.each<[JsonObject, string]>([
  [{ subject: "Hello\r\nBcc: eve@example.net" }, "EMAIL_SUBJECT"],
  [{ subject: "x".repeat(1_001) }, "EMAIL_SUBJECT"],
  [{ to: "ada@example.org\nBcc: eve@example.net" }, "EMAIL_ADDRESS"],
  [{ from: "a@b.org, c@d.org" }, "EMAIL_ADDRESS"],
  [{ to: "" }, "EMAIL_ADDRESS"],
  [{ replyTo: "nobody" }, "EMAIL_ADDRESS"],
])("%j sends nothing and fails with %s", async (config, code) => {
  expect(await run(config)).toMatchObject({
    sent: [],
    outcome: { kind: "failed", error: { code, class: "permanent" } },
  });
});

test("is sent once: a crash in the middle is uncertain", () => {
  expect(emailDefinition.effect(emailDefinition.config.parse(emailDefinition.initial))).toBe("once");
});
