import type { Cluster } from "../pcs/cluster.js";
import { departure } from "./departures.js";

/** Removals that end when they are told to, in one cluster. */
function removals() {
  const order: string[] = [];
  const ends = new Map<string, (failure?: Error) => void>();
  // All that is asked of the cluster is a read, which takes its time.
  const cluster = { cib: () => new Promise((resolve) => setImmediate(resolve)) } as unknown as Cluster;
  const start = (name: string, goesLast = false) =>
    departure(cluster, goesLast, () => {
      order.push(name);
      return new Promise((resolve, reject) =>
        ends.set(name, (failure) => (failure ? reject(failure) : resolve())),
      );
    });
  const turns = async () => {
    for (let turn = 0; turn < 4; turn++) await new Promise((resolve) => setImmediate(resolve));
  };
  return { order, start, end: (name: string, failure?: Error) => ends.get(name)?.(failure), turns };
}

test("what goes last goes after the others, failed ones too, and one after the other", async () => {
  const { order, start, end, turns } = removals();
  const all = [start("f1", true), start("f2", true), start("ip"), start("web")];
  await turns();
  expect(order).toEqual(["ip", "web"]);
  end("ip");
  end("web", new Error("it does not stop"));
  await turns();
  expect(order).toEqual(["ip", "web", "f1"]);
  end("f1");
  await turns();
  end("f2");
  expect((await Promise.allSettled(all)).map(({ status }) => status)).toEqual([
    ...["fulfilled", "fulfilled", "fulfilled", "rejected"],
  ]);
  expect(order).toEqual(["ip", "web", "f1", "f2"]);
});

test("what goes last goes after what followed on the others, too", async () => {
  const { order, start, end, turns } = removals();
  const constraint = start("constraint");
  const device = start("f1", true);
  const resource = constraint.then(() => start("ip"));
  end("constraint");
  await turns();
  expect(order).toEqual(["constraint", "ip"]);
  end("ip");
  await resource;
  await turns();
  end("f1");
  await device;
  expect(order).toEqual(["constraint", "ip", "f1"]);
});
