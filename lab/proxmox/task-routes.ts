import { type Datacenter } from "./datacenter.js";
import { type Call, type Route } from "./route.js";
import { statusOf, type Task } from "./tasks.js";

/** What is told of work that goes on or has ended: everybody sees his own. */
export function taskRoutes({ access, tasks }: Datacenter): readonly Route[] {
  const found = ({ caller, node, path }: Call): Task => {
    const task = tasks.find(node, path["upid"] ?? "");
    if (task.caller.user !== caller.user)
      access.demand(caller, [{ path: `/nodes/${node}`, oneOf: ["Sys.Audit"] }]);
    return task;
  };
  return [
    {
      method: "GET",
      path: "/nodes/:node/tasks",
      answer: ({ caller, node }) =>
        tasks
          .of(node)
          .filter((task) => task.caller.user === caller.user)
          .map(statusOf),
    },
    { method: "GET", path: "/nodes/:node/tasks/:upid/status", answer: (call) => statusOf(found(call)) },
    {
      method: "GET",
      path: "/nodes/:node/tasks/:upid/log",
      answer: (call) => found(call).log.map((line, index) => ({ n: index + 1, t: line })),
    },
    {
      method: "DELETE",
      path: "/nodes/:node/tasks/:upid",
      answer: (call) => {
        found(call);
        return null;
      },
    },
  ];
}
