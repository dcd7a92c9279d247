import { expect, test } from "vitest";
import { resolveHost } from "./resolve-host.ts";

test.each(["localhost", "LOCALHOST.", "name.localhost"])(
  "%s is this machine, also where no hosts file says so",
  async (host) => {
    expect(await resolveHost(host)).toEqual(["127.0.0.1", "::1"]);
  },
);

test("a name that only looks like it is left to the resolver", async () => {
  const answer = await resolveHost("notlocalhost.invalid").catch(() => "no answer");
  expect(answer).not.toEqual(["127.0.0.1", "::1"]);
});
