import { expect, test } from "vitest";
import { readToken, verifyAddress } from "./verify-address.ts";

test("a token cannot break out of its parameter", () => {
  expect(verifyAddress("a&callbackURL=https://evil.example")).toBe(
    "/api/auth/magic-link/verify?token=a%26callbackURL%3Dhttps%3A%2F%2Fevil.example&callbackURL=%2F&errorCallbackURL=%2Fsign-in",
  );
});

test("a pasted link gives its token", () => {
  expect(readToken(" abc123 ")).toBe("abc123");
  expect(readToken("http://127.0.0.1:3000/sign-in?token=abc123")).toBe("abc123");
  expect(readToken("http://127.0.0.1:3000/")).toBe("");
  expect(readToken("http://")).toBe("");
});
