import { defineRuntime, type Json } from "@orrery/node-kit";
import { permanent } from "../failure.ts";
import { textOfValue } from "../text-of-value.ts";
import { mailAddresses } from "./mail-addresses.ts";

const longestSubject = 1_000;

interface EmailConfig {
  readonly server?: string;
  readonly from: Json;
  readonly to: Json;
  readonly cc?: Json;
  readonly bcc?: Json;
  readonly replyTo?: Json;
  readonly subject: Json;
  readonly text?: Json;
  readonly html?: Json;
}

/**
 * One message through `ctx.sendMail`. Gives `{ messageId, accepted, rejected }`. Fails with `EMAIL_ADDRESS`, `EMAIL_SUBJECT`
 * where a value could end a header, `EMAIL_SERVER` where none is chosen, and with what the connection says (`MAIL_…`,
 * `CREDENTIAL_…`, `EGRESS_…`).
 */
export const emailRuntime = defineRuntime<EmailConfig>({
  type: "email",
  async run(ctx, { config }) {
    const { server } = config;
    if (server === undefined) return permanent("EMAIL_SERVER", "No mail server is chosen.");
    const subject = textOfValue(config.subject);
    if (subject.length > longestSubject || /\p{Cc}/u.test(subject)) {
      return permanent("EMAIL_SUBJECT", "A subject is one line of at most 1,000 signs.");
    }
    const read = { from: config.from, to: config.to, cc: config.cc, bcc: config.bcc, replyTo: config.replyTo };
    const found: Record<string, readonly string[]> = {};
    for (const [name, value] of Object.entries(read)) {
      const parsed = mailAddresses(value);
      if ("problem" in parsed) return permanent("EMAIL_ADDRESS", parsed.problem, { field: name });
      found[name] = parsed.addresses;
    }
    const { from = [], to = [], cc = [], bcc = [], replyTo = [] } = found;
    const [sender] = from;
    if (sender === undefined || from.length > 1 || replyTo.length > 1 || to.length === 0) {
      return permanent(
        "EMAIL_ADDRESS",
        "A message needs one sender and at least one receiver; answers go to one address.",
      );
    }
    const receipt = await ctx.sendMail({
      credential: server,
      from: sender,
      to,
      cc,
      bcc,
      ...(replyTo[0] !== undefined && { replyTo: replyTo[0] }),
      subject,
      ...(config.html !== undefined && { html: textOfValue(config.html) }),
      ...((config.text !== undefined || config.html === undefined) && { text: textOfValue(config.text) }),
      idempotencyKey: ctx.idempotencyKey,
      signal: ctx.signal,
    });
    return {
      kind: "done",
      output: { messageId: receipt.messageId, accepted: receipt.accepted, rejected: receipt.rejected },
    };
  },
});
