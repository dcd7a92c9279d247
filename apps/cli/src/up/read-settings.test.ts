import { describe, expect, test } from "vitest";
import { readSettings } from "./read-settings.ts";

const place = { root: "/orrery", cwd: "/elsewhere", mode: "production" } as const;

describe("readSettings", () => {
  test("defaults", () => {
    expect(readSettings({ DATABASE_URL: "", ORRERY_DATA: "", PORT: "" }, place)).toEqual({
      mode: "production",
      root: "/orrery",
      dataDir: "/orrery/.orrery",
      port: 3000,
      executorPort: 4000,
      databaseUrl: undefined,
      keyFile: "/orrery/.orrery/instance.key",
      token: undefined,
    });
  });

  test("everything set", () => {
    const env = {
      ORRERY_DATA: "data",
      PORT: "3100",
      EXECUTOR_PORT: "4100",
      DATABASE_URL: "postgres://h/d",
      ORRERY_TOKEN: "0123456789abcdef",
    };
    expect(readSettings(env, place)).toEqual({
      mode: "production",
      root: "/orrery",
      dataDir: "/elsewhere/data",
      port: 3100,
      executorPort: 4100,
      databaseUrl: "postgres://h/d",
      keyFile: "/elsewhere/data/instance.key",
      token: "0123456789abcdef",
    });
  });

  test.each([
    [{ PORT: "http" }, "PORT is not a port: it must be a whole number from 1 to 65535."],
    [{ PORT: "0" }, "PORT is not a port: it must be a whole number from 1 to 65535."],
    [{ EXECUTOR_PORT: "70000" }, "EXECUTOR_PORT is not a port: it must be a whole number from 1 to 65535."],
    [{ PORT: "4000" }, "PORT and EXECUTOR_PORT are both 4000: the studio and the executor need one each."],
    [
      { ORRERY_TOKEN: "short" },
      "ORRERY_TOKEN must be 8 to 200 letters, digits or the signs - . _ ~: it is part of a web address.",
    ],
  ])("refuses %j", (env, message) => {
    expect(() => readSettings(env, place)).toThrow(message);
  });
});
