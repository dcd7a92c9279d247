import { defineRuntime, type Json } from "@orrery/node-kit";
import { permanent } from "../failure.ts";
import { statusFailure } from "../status-failure.ts";
import { textOfValue } from "../text-of-value.ts";

/** What receivers answer is of no use but to explain a refusal. */
const answerBytes = 1_000_000;
const longestId = 200;

interface WebhookOutConfig {
  readonly url: Json;
  readonly signing?: string;
  readonly payload: Json;
  readonly id?: Json;
}

/**
 * One POST of JSON, signed by Standard Webhooks as it leaves: the secret never comes here. Gives `{ id, status }`. Fails
 * with `HTTP_STATUS` for any status but 2xx (429 and ≥ 500 transient, with `Retry-After`; redirects are not followed),
 * `HTTP_ADDRESS`, `WEBHOOK_ID`, or with what egress throws.
 */
export const webhookOutRuntime = defineRuntime<WebhookOutConfig>({
  type: "webhook-out",
  async run(ctx, { config }) {
    const id = textOfValue(config.id).trim() || ctx.idempotencyKey;
    if (id.length > longestId || !/^[\x21-\x2d\x2f-\x7e]+$/.test(id)) {
      const message = "The id of a message has 1 to 200 letters, digits and signs, no blank and no full stop.";
      return permanent("WEBHOOK_ID", message);
    }
    const url = URL.parse(textOfValue(config.url).trim());
    if (url === null) {
      const found = textOfValue(config.url).slice(0, 80);
      return permanent("HTTP_ADDRESS", `"${found}" is not a web address. Begin it with https://.`);
    }
    if (config.signing === undefined) return permanent("WEBHOOK_UNSIGNED", "No signing secret is chosen.");
    const answer = await ctx.fetch({
      url: url.href,
      method: "POST",
      headers: { "content-type": "application/json", "webhook-id": id },
      body: JSON.stringify(config.payload),
      credential: config.signing,
      redirect: "manual",
      maxBytes: answerBytes,
      signal: ctx.signal,
    });
    if (answer.status < 200 || answer.status >= 300) return statusFailure(ctx, url.host, answer);
    return { kind: "done", output: { id, status: answer.status } };
  },
});
