import { nameOf } from "./access.js";
import { type Datacenter } from "./datacenter.js";
import { type Call, type Route } from "./route.js";

const PATH = "/access/users/:userid/token/:tokenid";

/** Making and revoking API tokens, each of which may what its user may. */
export function tokenRoutes({ access }: Datacenter): readonly Route[] {
  const needs = ({ path }: Call) => [{ path: `/access/users/${path["userid"]}`, oneOf: ["User.Modify"] }];
  return [
    {
      method: "POST",
      path: PATH,
      needs,
      answer: ({ path }) => {
        const [user, token] = [path["userid"] ?? "", path["tokenid"] ?? ""];
        const value = access.makeToken(user, token);
        return { "full-tokenid": nameOf({ user, token }), value, info: { privsep: "0" } };
      },
    },
    {
      method: "DELETE",
      path: PATH,
      needs,
      answer: ({ path }) => {
        access.revokeToken(path["userid"] ?? "", path["tokenid"] ?? "");
        return null;
      },
    },
  ];
}
