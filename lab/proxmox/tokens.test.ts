import { ADMIN_TOKEN } from "./accounts.js";
import { call, tokenHeader } from "./client.js";
import { serve, type Served } from "./datacenter-under-test.js";

let served: Served;
beforeEach(async () => {
  served = await serve();
});
afterEach(() => served.server.close());

test("an administrator makes and revokes API tokens; who is none may not", async () => {
  const path = "/access/users/fence@pve/token/next";
  const as = (token: string) => ({ ...served.endpoint, headers: tokenHeader(token) });
  const called = (method: string) => call(as(ADMIN_TOKEN), method, path);
  const made = await called("POST");
  expect(made.body).toEqual({
    data: { "full-tokenid": "fence@pve!next", value: expect.any(String), info: { privsep: "0" } },
  });
  const { value } = (made.body as { data: { value: string } }).data;
  const used = async () => (await call(as(`fence@pve!next=${value}`), "GET", "/version")).status;
  expect([(await called("POST")).status, await used()]).toEqual([400, 200]);
  expect([(await called("DELETE")).status, await used(), (await called("DELETE")).status]).toEqual([
    200, 401, 500,
  ]);
  expect((await served.call("POST", path)).reason).toEqual(
    "Permission check failed (/access/users/fence@pve, User.Modify)",
  );
});
