import { expect, test } from "vitest";
import { isOpenAuthPath } from "./open-auth-path.ts";

test("only the one-time link, a password, the session and leaving are open", () => {
  const paths = [
    "magic-link/verify",
    "get-session",
    "sign-out",
    "sign-in/magic-link",
    "sign-in/email",
    "sign-up/email",
    "update-user",
  ];
  const more = ["list-sessions", "reset-password", "magic-link/verify/", "", "../trpc/get-session"];
  expect([...paths, ...more].filter((path) => isOpenAuthPath(`/api/auth/${path}`))).toEqual([
    "magic-link/verify",
    "get-session",
    "sign-out",
    "sign-in/email",
  ]);
});
