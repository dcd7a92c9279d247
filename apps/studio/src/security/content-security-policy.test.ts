import { expect, test } from "vitest";
import { contentSecurityPolicy } from "./content-security-policy.ts";

test("scripts and style elements run only with the nonce", () => {
  const policy = contentSecurityPolicy("abc", false);
  const directive = (name: string) => policy.split("; ").find((part) => part.startsWith(`${name} `));
  expect(directive("script-src")).toBe("script-src 'self' 'nonce-abc' 'strict-dynamic'");
  expect(directive("style-src-elem")).toBe("style-src-elem 'self' 'nonce-abc'");
  expect(policy).not.toContain("unsafe-eval");
});

test("nothing outside our own origin is ever named", () => {
  for (const development of [true, false]) {
    expect(contentSecurityPolicy("abc", development)).not.toMatch(/https?:|\*/);
  }
});
