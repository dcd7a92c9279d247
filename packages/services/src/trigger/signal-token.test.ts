import { expect, test } from "vitest";
import { readSignalToken, signalToken } from "./signal-token.ts";

const place = { runId: "01936b2e-0000-7000-8000-000000000001", stepKey: "each[3]/call_1" };

test("a token means its step under its own secret, and nothing else", () => {
  const token = signalToken("secret", place);
  expect(readSignalToken("secret", token)).toEqual(place);
  expect(readSignalToken("other", token)).toBeNull();
  const [run, , mac] = token.split(".");
  expect(readSignalToken("secret", `${run}.${Buffer.from("other").toString("base64url")}.${mac}`)).toBeNull();
  for (const bad of ["", "a.b.c", token.slice(0, -1), `${token}x`]) expect(readSignalToken("secret", bad)).toBeNull();
});
