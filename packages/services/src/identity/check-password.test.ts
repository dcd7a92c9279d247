import { expect, test } from "vitest";
import { checkPassword } from "./check-password.ts";

const ada = { email: "ada.lovelace@example.org", name: "Augusta Ada" };

test.each(["correct horse battery", "a1b2c3d4e5", "пароль-длинный", "1234567890"])("takes %s", (password) => {
  expect(() => checkPassword(password, ada)).not.toThrow();
});

test.each([
  ["", /at least 10/],
  ["nine char", /at least 10/],
  ["x".repeat(129), /at most 128/],
  ["aaaaaaaaaaaa", /four different/],
  ["Ada.Lovelace@Example.org", /name or address/],
  ["augusta ada", /name or address/],
])("refuses %s", (password, words) => {
  expect(() => checkPassword(password, ada)).toThrow(words);
});
