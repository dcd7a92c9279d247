import type { EgressRequest } from "@orrery/node-kit";
import { createSecretMask, HIDDEN, type Secret } from "@orrery/ports";
import { Webhook } from "standardwebhooks";
import { expect, test } from "vitest";
import { withCredential } from "./credential-headers.ts";

const key = `whsec_${Buffer.alloc(32, 7).toString("base64")}`;
const signing: Secret = {
  handle: "orders",
  kind: "signing",
  hosts: ["example.org"],
  open: {},
  values: { secret: key },
};

function request(given: Partial<EgressRequest> = {}): EgressRequest {
  return {
    url: "https://example.org/in",
    method: "POST",
    headers: { "Webhook-Id": "msg_1", "webhook-signature": "v1,forged" },
    body: '{"n":1}',
    maxBytes: 1,
    signal: new AbortController().signal,
    ...given,
  };
}

const complete = (given: Partial<EgressRequest>, secret: Secret | null, mask = createSecretMask()) =>
  withCredential(request(given), { secret, handle: "orders", mask, now: Date.now() });

test("a signed message is what its receiver verifies by the public library, and the secret is not in it", () => {
  const signed = complete({}, signing);
  expect(new Webhook(key).verify(signed.body as string, { ...signed.headers, "webhook-id": "msg_1" })).toEqual({
    n: 1,
  });
  expect(JSON.stringify(signed)).not.toContain(key.slice(6));
  expect(() => new Webhook(key).verify('{"n":2}', { ...signed.headers, "webhook-id": "msg_1" })).toThrow();
});

test("what has no id or is no text is not signed", () => {
  for (const given of [{ headers: {} }, { body: new Uint8Array(3) }]) {
    expect(() => complete(given, signing)).toThrow(expect.objectContaining({ name: "StepFailure" }));
  }
});

test("a token stands in its header once, and is known to the mask", () => {
  const mask = createSecretMask();
  const bearer: Secret = { ...signing, kind: "bearer", values: { token: "a-secret-token" } };
  const sent = complete({ headers: { Authorization: "mine", accept: "*/*" } }, bearer, mask);
  expect(sent.headers).toEqual({ accept: "*/*", authorization: "Bearer a-secret-token" });
  expect(mask.text("Bearer a-secret-token")).toBe(HIDDEN);
});

test.each<[string, Secret | null, Partial<EgressRequest>]>([
  ["CREDENTIAL_UNKNOWN", null, {}],
  ["CREDENTIAL_HOST", signing, { url: "https://elsewhere.org/" }],
  ["CREDENTIAL_KIND", { ...signing, kind: "model" }, {}],
  ["CREDENTIAL_KIND", { ...signing, kind: "smtp" }, {}],
  ["CREDENTIAL_KIND", { ...signing, kind: "postgres" }, {}],
])("%s", (code, secret, given) => {
  expect(() => complete(given, secret)).toThrow(expect.objectContaining({ error: expect.objectContaining({ code }) }));
});
